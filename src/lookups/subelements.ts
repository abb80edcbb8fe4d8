import type { LookupDefinition } from '../template/plugins.js';
import { toRepr, toText } from '../values/repr.js';
import { isTrue } from '../values/truth.js';
import { Tuple, isDict, isList, type Dict, type Value } from '../values/value.js';
import { lookupFailure } from './arguments.js';

export const subelements: LookupDefinition = {
  name: 'subelements',
  options: ['skip_missing'],
  run(terms, options) {
    const [elements, path, flags] = terms;
    if (elements === undefined || path === undefined || terms.length > 3) {
      throw lookupFailure(
        'subelements lookup expects a list of two or three items, the first a dict or a list, the second a string',
      );
    }
    const skips = isTrue(
      options.get('skip_missing') ?? (flags !== undefined && isDict(flags) ? flags.get('skip_missing') : false),
    );
    const steps = toText(path).split('.');
    return recordsOf(elements).flatMap((record) => {
      const parts = partsOf(record, steps, skips);
      const rest = without(record, steps);
      return parts.map((part) => Tuple.from([rest, part]));
    });
  },
};

/** The record as the loop sees it: without the list that it loops over. */
function without(record: Dict, [step, ...steps]: readonly string[]): Dict {
  const rest: Dict = new Map(record);
  const inner = step === undefined ? undefined : rest.get(step);
  if (step === undefined || inner === undefined) return rest;
  if (steps.length === 0) rest.delete(step);
  else if (isDict(inner)) rest.set(step, without(inner, steps));
  return rest;
}

/** Records marked as skipped by an earlier task are left out. */
function recordsOf(elements: Value): Dict[] {
  const records = isDict(elements)
    ? isTrue(elements.get('skipped') ?? false)
      ? []
      : [...elements.values()]
    : isList(elements)
      ? elements
      : [];
  return records.filter((record): record is Dict => {
    if (!isDict(record)) throw lookupFailure(`subelements lookup expects a dictionary, got '${toRepr(record)}'`);
    return !isTrue(record.get('skipped') ?? false);
  });
}

function partsOf(record: Dict, steps: readonly string[], skips: boolean): Value[] {
  let found: Value = record;
  for (const [index, step] of steps.entries()) {
    const next: Value | undefined = isDict(found) ? found.get(step) : undefined;
    const isLast = index === steps.length - 1;
    const fits = next !== undefined && (isLast ? isList(next) : isDict(next));
    if (!fits && skips) return [];
    if (next === undefined) throw lookupFailure(`could not find '${step}' key in iterated item '${toRepr(found)}'`);
    if (!fits)
      throw lookupFailure(`the key ${step} should point to a ${isLast ? 'list' : 'dictionary'}, got '${toRepr(next)}'`);
    found = next;
  }
  return isList(found) ? found : [];
}
