import type { FilterDefinition } from '../template/plugins.js';
import type { RuntimeValue } from '../template/runtime.js';
import { flag, itemsOf, namedArguments, restArguments, runtimeList } from './arguments.js';
import { failure } from './failure.js';
import { keyMatchers, type KeyMatcher } from './keys.js';
import { mergeDicts, readListMerge, type ListMerge } from './merge.js';
import { compareLoose } from './version/loose.js';
import { compareValues } from '../values/compare.js';
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
    if (!isSequence(input))
      throw failure(
        `Argument for community.general.counter must be a sequence (string or list). ${toText(input)} is <class '${typeName(input)}'>`,
      );
    const counts: Dict = new Map();
    for (const item of runtimeList(itemsOf(input))) {
      if (isContainer(item))
        throw failure(
          `community.general.counter needs a sequence with hashable elements (int, float or str) - unhashable type: '${typeName(item)}'`,
        );
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
    if (!isSequence(input)) throw failure('Input is not a sequence');
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
    const given = [...runtimeList([input]), ...restArguments(args['args'])];
    const options = mergeOptions(namedArguments(args['options']));
    if (given.length < 2) throw failure('At least one list and index are needed.');
    const [first, ...others] = given.slice(0, -1).flatMap(listsIn);
    if (first === undefined) return [];
    return others.length === 0 ? first : mergeBy([first, ...others].flatMap(itemsOf), indexName(given.at(-1)), options);
  },
};

/** An argument is a list, or holds lists. */
function listsIn(list: Value): Value[] {
  if (!isSequence(list))
    throw failure(
      `All arguments before the argument index for community.general.lists_mergeby must be lists. ${toText(list)} is <class '${typeName(list)}'>`,
    );
  return isList(list) && list.every(isSequence) ? [...list] : [list];
}

function indexName(index: Value | undefined): string {
  if (typeof index === 'string') return index;
  throw failure(
    `First argument after the lists for community.general.lists_mergeby must be string. ${toText(index)} is <class '${typeName(index)}'>`,
  );
}

function mergeOptions(options: Dict): { recursive: boolean; lists: ListMerge } {
  if ([...options.keys()].some((key) => key !== 'recursive' && key !== 'list_merge'))
    throw failure("'recursive' and 'list_merge' are the only valid keyword arguments.");
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
        `Elements of list arguments for lists_mergeby must be dictionaries. ${toText(item)} is <class '${typeName(item)}'>`,
      );
    const key = item.get(index);
    if (key === undefined) continue;
    const earlier = findKey(merged, key);
    const before = earlier === undefined ? undefined : merged.get(earlier.key);
    setMember(merged, key, before !== undefined && isDict(before) ? mergeDicts(before, item, how) : item);
  }
  return [...merged].sort(([a], [b]) => compareValues(a, b, '<')).map(([, item]) => item);
}

/** `keep_keys` and `remove_keys`: the dicts of a list with only some of their keys. */
function keyFilter(name: string, keeps: boolean): FilterDefinition {
  return {
    name,
    parameters: ['target', ['matching_parameter', 'equal']],
    examples: [[`{{ [{'a': 1, 'b': 2}] | ${name}(target=['a']) }}`, [keeps ? { a: 1 } : { b: 2 }]]],
    apply(input, args) {
      const matches = matcherOf(args['matching_parameter']);
      const target = args['target'] ?? null;
      const targets = itemsOf(typeof target === 'string' ? [target] : target).map(toText);
      const isMeant = (key: Value): boolean => targets.some((wanted) => matches(toText(key), wanted));
      return dictsOf(input).map((item) => new Map([...item].filter(([key]) => isMeant(key) === keeps)));
    },
  };
}

/** `replace_keys`: the dicts of a list whose keys that match get other names. */
const replaceKeys: FilterDefinition = {
  name: 'community.general.replace_keys',
  parameters: ['target', ['matching_parameter', 'equal']],
  examples: [["{{ [{'a': 1}] | community.general.replace_keys(target=[{'before': 'a', 'after': 'z'}]) }}", [{ z: 1 }]]],
  apply(input, args) {
    const matches = matcherOf(args['matching_parameter']);
    const targets = itemsOf(args['target'] ?? null).map(replacementOf);
    const renamed = (key: Value): Value => targets.find(({ before }) => matches(toText(key), before))?.after ?? key;
    return dictsOf(input).map((item) => new Map([...item].map(([key, member]) => [renamed(key), member])));
  },
};

function matcherOf(name: Value | undefined): KeyMatcher {
  const found = keyMatchers[toText(name)];
  if (found !== undefined) return found;
  throw failure(`matching_parameter cannot be ${toRepr(name)}`, `one of ${Object.keys(keyMatchers).join(', ')}`);
}

function dictsOf(input: RuntimeValue): Dict[] {
  if (!isList(input)) throw failure(`First argument must be a list. ${toRepr(input)} is <class '${typeName(input)}'>`);
  return itemsOf(input).map((item) => {
    if (isDict(item)) return item;
    throw failure(
      `Elements of the first argument must be dictionaries. ${toRepr(item)} is <class '${typeName(item)}'>`,
    );
  });
}

function replacementOf(target: RuntimeValue): { before: string; after: string } {
  const [before, after] = isDict(target) ? [target.get('before'), target.get('after')] : [];
  if (before !== undefined && after !== undefined) return { before: toText(before), after: toText(after) };
  throw failure('All dictionaries in target must include attributes: after, before.');
}

function isSequence(value: RuntimeValue): boolean {
  return isList(value) || typeof value === 'string';
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
  replaceKeys,
  keyFilter('community.general.keep_keys', true),
  keyFilter('community.general.remove_keys', false),
] as const;
