import type { LookupDefinition } from '../template/plugins.js';
import { toRepr } from '../values/repr.js';
import { isTrue } from '../values/truth.js';
import { Tuple, isDict, isList, type Dict, type Value } from '../values/value.js';
import { lookupFailure } from './arguments.js';

export const subelements: LookupDefinition = {
  name: 'subelements',
  options: [],
  run(terms) {
    const [elements, path, flags = new Map()] = terms;
    const expected = 'subelements lookup expects a list of two or three items,';
    if (elements === undefined || path === undefined || terms.length > 3) throw lookupFailure(expected);
    if (!(isDict(elements) || isList(elements)) || typeof path !== 'string')
      throw lookupFailure(`${expected} first a dict or a list, second a string pointing to the subkey`);
    if (!isDict(flags))
      throw lookupFailure(`${expected} the optional third item must be a dict with flags skip_missing`);
    const skips = flags.has('skip_missing') && isTrue(flags.get('skip_missing'));
    const steps = path.split('.');
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
function recordsOf(elements: Dict | Value[]): Dict[] {
  const records = isList(elements) ? elements : elements.get('skipped') === true ? [] : [...elements.values()];
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
