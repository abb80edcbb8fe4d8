import { compilePythonRegex } from '../base/python-regex/regex.js';
import type { FilterDefinition } from '../template/plugins.js';
import type { RuntimeValue } from '../template/runtime.js';
import { flag, itemsOf, namedArguments, restArguments, runtimeList } from './arguments.js';
import { failure } from './failure.js';
import { mergeDicts, readListMerge, type ListMerge } from './merge.js';
import { compareLoose } from './version/loose.js';
import { findKey, setMember } from '../values/keys.js';
import { toRepr, toText } from '../values/repr.js';
import { typeName } from '../values/type-name.js';
import { isDict, isList, type Dict, type Value } from '../values/value.js';

const dict: FilterDefinition = {
  name: 'community.general.dict',
  examples: [["{{ [['a', 1]] | community.general.dict }}", { a: 1 }]],
  apply(input) {
    const result: Dict = new Map();
    for (const pair of itemsOf(input)) {
      const [key = null, member = null] = runtimeList(itemsOf(pair));
      setMember(result, key, member);
    }
    return result;
  },
};

const dictKv: FilterDefinition = {
  name: 'community.general.dict_kv',
  parameters: ['key'],
  examples: [["{{ 1 | community.general.dict_kv('x') }}", { x: 1 }]],
  apply: (input, { key }) => new Map([[key ?? null, ...runtimeList([input])] as [Value, Value]]),
};

const counter: FilterDefinition = {
  name: 'community.general.counter',
  examples: [["{{ ['a', 'b', 'a'] | community.general.counter }}", { a: 2, b: 1 }]],
  apply(input) {
    const counts: Dict = new Map();
    for (const item of runtimeList(itemsOf(input))) {
      const found = findKey(counts, item);
      const count = found === undefined ? 0 : Number(counts.get(found.key));
      setMember(counts, item, count + 1);
    }
    return counts;
  },
};

const groupbyAsDict: FilterDefinition = {
  name: 'community.general.groupby_as_dict',
  parameters: ['attribute'],
  examples: [["{{ [{'n': 'a', 'v': 1}] | community.general.groupby_as_dict('n') }}", { a: { n: 'a', v: 1 } }]],
  apply(input, { attribute }) {
    const groups: Dict = new Map();
    itemsOf(input).forEach((item, index) => {
      if (!isDict(item)) throw failure(`Sequence element #${index} is not a mapping`);
      const found = findKey(item, attribute ?? null);
      if (found === undefined) throw failure(`Attribute not contained in element #${index} of sequence`);
      const key = item.get(found.key) ?? null;
      if (findKey(groups, key) !== undefined)
        throw failure(`Multiple sequence entries have attribute value ${toRepr(key)}`);
      setMember(groups, key, item);
    });
    return groups;
  },
};

const versionSort: FilterDefinition = {
  name: 'community.general.version_sort',
  parameters: [['reverse', false]],
  examples: [["{{ ['1.10', '1.9'] | community.general.version_sort }}", ['1.9', '1.10']]],
  apply(input, { reverse }) {
    const sign = flag(reverse) ? -1 : 1;
    return itemsOf(input)
      .map(toText)
      .sort((a, b) => sign * compareLoose(a, b));
  },
};

const listsMergeby: FilterDefinition = {
  name: 'community.general.lists_mergeby',
  rest: 'args',
  named: 'options',
  examples: [
    ["{{ [{'n': 1, 'a': 1}] | community.general.lists_mergeby([{'n': 1, 'b': 2}], 'n') }}", [{ n: 1, a: 1, b: 2 }]],
  ],
  apply(input, args) {
    const rest = restArguments(args['args']);
    const index = rest[rest.length - 1];
    const first = itemsOf(input);
    const lists = [...(first.every(isList) ? first : [input]), ...rest.slice(0, -1)];
    if (typeof index !== 'string')
      throw failure(`First argument after the lists must be string. ${toRepr(index)} is ${typeName(index)}`);
    return mergeBy(
      lists.flatMap((item) => itemsOf(item)),
      index,
      mergeOptions(namedArguments(args['options'])),
    );
  },
};

function mergeOptions(options: Dict): { recursive: boolean; lists: ListMerge } {
  return {
    recursive: flag(options.get('recursive') ?? false),
    lists: readListMerge(options.get('list_merge') ?? 'replace'),
  };
}

function mergeBy(
  items: readonly RuntimeValue[],
  index: string,
  how: { recursive: boolean; lists: ListMerge },
): Value[] {
  const merged: Dict = new Map();
  for (const item of items) {
    if (!isDict(item))
      throw failure(
        `Elements of list arguments for lists_mergeby must be dictionaries. ${toRepr(item)} is <class '${typeName(item)}'>`,
      );
    const key = item.get(index);
    if (key === undefined) continue;
    const earlier = findKey(merged, key);
    const before = earlier === undefined ? undefined : merged.get(earlier.key);
    setMember(merged, key, before !== undefined && isDict(before) ? mergeDicts(before, item, how) : item);
  }
  return [...merged].sort(([a], [b]) => (toText(a) < toText(b) ? -1 : 1)).map(([, item]) => item);
}

type Matcher = (key: string, target: string) => boolean;

const matchers: Readonly<Record<string, Matcher>> = {
  equal: (key, target) => key === target,
  starts_with: (key, target) => key.startsWith(target),
  ends_with: (key, target) => key.endsWith(target),
  contains: (key, target) => key.includes(target),
  regex: (key, target) => compilePythonRegex(target).match(key) !== undefined,
};

/** `keep_keys` and `remove_keys`: dicts of a list (or one dict, or nested ones) with only some of their keys. */
function keyFilter(
  name: string,
  keeps: boolean,
  { isDeep, matchedBy }: { isDeep: boolean; matchedBy: string },
): FilterDefinition {
  return {
    name,
    parameters: ['target', ['matching_parameter', 'equal']],
    examples: [[`{{ [{'a': 1, 'b': 2}] | ${name}(target=['a']) }}`, [keeps ? { a: 1 } : { b: 2 }]]],
    apply(input, args) {
      const matches = matchers[toText(args['matching_parameter'])];
      if (matches === undefined)
        throw failure(
          `${matchedBy} cannot be ${toRepr(args['matching_parameter'])}`,
          `one of ${Object.keys(matchers).join(', ')}`,
        );
      const targets = itemsOf(typeof args['target'] === 'string' ? [args['target']] : (args['target'] ?? null)).map(
        toText,
      );
      const [value = null] = runtimeList([input]);
      return filtered(value, (key) => targets.some((target) => matches(key, target)) === keeps, { isDeep, keeps });
    },
  };
}

function filtered(value: Value, isWanted: (key: string) => boolean, how: { isDeep: boolean; keeps: boolean }): Value {
  if (isList(value)) return value.map((item) => filtered(item, isWanted, how));
  if (!isDict(value)) return value;
  const members = [...value].filter(
    ([key, member]) => isWanted(toText(key)) || (how.isDeep && how.keeps && isContainer(member)),
  );
  return new Map(
    members.map(([key, member]) => [key, how.isDeep && isContainer(member) ? filtered(member, isWanted, how) : member]),
  );
}

/** `replace_keys`: dicts whose keys that match get other names. In deep ones the replaced keys come last. */
function replaceFilter(name: string, isDeep: boolean): FilterDefinition {
  return {
    name,
    parameters: ['target', ['matching_parameter', 'equal']],
    examples: [[`{{ [{'a': 1}] | ${name}(target=[{'before': 'a', 'after': 'z'}]) }}`, [{ z: 1 }]]],
    apply(input, args) {
      const matches = matchers[toText(args['matching_parameter'])];
      if (matches === undefined) throw failure(`matching_parameter cannot be ${toRepr(args['matching_parameter'])}`);
      if (!isDeep && !isList(input))
        throw failure(`First argument must be a list. ${toRepr(input)} is <class '${typeName(input)}'>`);
      const targets = itemsOf(args['target'] ?? null).map(replacementOf);
      const [value = null] = runtimeList([input]);
      const rename = (key: string): string | undefined => targets.find(({ before }) => matches(key, before))?.after;
      return renamed(value, rename, isDeep);
    },
  };
}

function replacementOf(target: RuntimeValue): { before: string; after: string } {
  const [before, after] = isDict(target) ? [target.get('before'), target.get('after')] : [];
  if (before !== undefined && after !== undefined) return { before: toText(before), after: toText(after) };
  throw failure('All dictionaries in target must include attributes: after, before.');
}

function renamed(value: Value, rename: (key: string) => string | undefined, isDeep: boolean): Value {
  if (isList(value)) return value.map((item) => renamed(item, rename, isDeep));
  if (!isDict(value)) return value;
  const members = [...value].map(
    ([key, member]) => [rename(toText(key)), key, isDeep ? renamed(member, rename, isDeep) : member] as const,
  );
  const ordered = isDeep
    ? [...members.filter(([after]) => after === undefined), ...members.filter(([after]) => after !== undefined)]
    : members;
  return new Map(ordered.map(([after, key, member]) => [after ?? key, member]));
}

function isContainer(value: Value): boolean {
  return isList(value) || isDict(value);
}

export const collectionFilters = [
  dict,
  dictKv,
  counter,
  groupbyAsDict,
  versionSort,
  listsMergeby,
  replaceFilter('community.general.replace_keys', false),
  replaceFilter('ansible.utils.replace_keys', true),
  keyFilter('community.general.keep_keys', true, { isDeep: false, matchedBy: 'matching_parameter' }),
  keyFilter('community.general.remove_keys', false, { isDeep: false, matchedBy: 'matching_parameter' }),
  keyFilter('ansible.utils.keep_keys', true, { isDeep: true, matchedBy: 'matching_parameter' }),
  keyFilter('ansible.utils.remove_keys', false, { isDeep: true, matchedBy: 'matching_parameter' }),
] as const;
