import { compilePythonRegex } from '../base/python-regex/regex.js';
import type { LookupDefinition, TemplateContext } from '../template/plugins.js';
import { asElement } from '../template/runtime.js';
import { toText } from '../values/repr.js';
import { isDict, isList, type Dict, type Value } from '../values/value.js';
import { lookupFailure, textOption, textTerm, type LookupOptions } from './arguments.js';

export const mergeVariables: LookupDefinition = {
  name: 'community.general.merge_variables',
  aliases: ['merge_variables'],
  options: ['pattern_type', 'initial_value', 'override', 'groups'],
  run(terms, options, context) {
    if (options.get('groups') !== undefined && options.get('groups') !== null)
      throw lookupFailure('the option groups of merge_variables is not supported');
    return terms.map((term) => mergedFor(textTerm(term), options, context));
  },
};

function mergedFor(pattern: string, options: LookupOptions, context: TemplateContext): Value {
  const matches = matcherOf(pattern, textOption(options, 'pattern_type') ?? 'regex');
  const names = [...new Set(context.variableNames())].filter(matches).sort();
  const found = names.map((name) => ({ name, value: asElement(context.find(name) ?? null) }));
  const initial = options.get('initial_value') ?? null;
  const [first] = initial === null ? found.map(({ value }) => value) : [initial];
  if (first === undefined) return null;
  if (isDict(first)) return mergedDicts(initial, found, { how: textOption(options, 'override') ?? 'error', context });
  if (isList(first)) return [initial, ...found.map(({ value }) => value)].flatMap(listItems);
  throw lookupFailure('Not supported type detected, variable must be a list or a dict');
}

function matcherOf(pattern: string, type: string): (name: string) => boolean {
  if (type === 'prefix') return (name) => name.startsWith(pattern);
  if (type === 'suffix') return (name) => name.endsWith(pattern);
  if (type !== 'regex')
    throw lookupFailure(`Invalid value '${type}' for config 'pattern_type' for 'merge_variables' lookup plugin.`);
  const regex = compilePythonRegex(pattern);
  return (name) => regex.search(name) !== undefined;
}

function listItems(value: Value): Value[] {
  if (value === null) return [];
  if (isList(value)) return [...value];
  throw lookupFailure('Unable to merge, not all variables are of the same type');
}

interface Merging {
  readonly how: string;
  readonly context: TemplateContext;
}

interface Found {
  readonly name: string;
  readonly value: Value;
}

function mergedDicts(initial: Value, found: readonly Found[], merging: Merging): Value {
  return found.reduce<Dict>(
    (merged, { name, value }) => {
      if (!isDict(value)) throw lookupFailure('Unable to merge, not all variables are of the same type');
      return withMembers(merged, value, { ...merging, path: name });
    },
    new Map(isDict(initial) ? initial : []),
  );
}

/** Dicts are merged member by member, lists one behind the other; anything else is there only once. */
function withMembers(base: Dict, other: Dict, { path, how, context }: Merging & { readonly path: string }): Dict {
  const merged: Dict = new Map(base);
  for (const [key, theirs] of other) {
    const ours = merged.get(key);
    const place = `${path}.${toText(key)}`;
    if (ours === undefined) merged.set(key, theirs);
    else if (isDict(ours) && isDict(theirs)) merged.set(key, withMembers(ours, theirs, { path: place, how, context }));
    else if (isList(ours) && isList(theirs)) merged.set(key, [...ours, ...theirs]);
    else {
      const problem = `The key '${toText(key)}' with value '${toText(ours)}' will be overwritten with value '${toText(theirs)}' from '${place}'`;
      if (how === 'error') throw lookupFailure(problem);
      if (how === 'warn') context.controller.warn(problem, context.at);
      merged.set(key, theirs);
    }
  }
  return merged;
}
