import type { FilterDefinition } from '../template/plugins.js';
import { Undefined, type RuntimeValue } from '../template/runtime.js';
import { flag, itemsOf, namedArguments, restArguments, runtimeList } from './arguments.js';
import { failure } from './failure.js';
import { flattened } from './lists.js';
import { mergeDicts, readListMerge, type ListMerge } from './merge.js';
import { sorted } from './sequences.js';
import { findKey, getMember, setMember } from '../values/keys.js';
import { toRepr, toText } from '../values/repr.js';
import { typeName } from '../values/type-name.js';
import { isDict, isList, Tuple, type Dict, type Value } from '../values/value.js';

const combine: FilterDefinition = {
  name: 'combine',
  rest: 'others',
  named: 'options',
  examples: [
    ["{{ {'a': {'b': 1}} | combine({'a': {'c': 2}}, recursive=True) }}", { a: { b: 1, c: 2 } }],
    ["{{ {'a': [1]} | combine({'a': [2]}, list_merge='append') }}", { a: [1, 2] }],
  ],
  apply(input, args) {
    const options = namedArguments(args['options']);
    const unknown = [...options.keys()].filter((name) => name !== 'recursive' && name !== 'list_merge');
    if (unknown.length > 0) throw failure("'recursive' and 'list_merge' are the only valid keyword arguments");
    const [only, ...more] = flattened([input, ...restArguments(args['others'])], () => 1, true);
    // One value alone is not looked at.
    if (only !== undefined && more.length === 0) return only;
    const how = {
      recursive: flag(options.get('recursive') ?? false),
      lists: readListMerge(options.get('list_merge') ?? 'replace'),
    };
    return combined(only === undefined ? [] : [only, ...more], how);
  },
};

/** The last dict's values win; the dicts are put together from the last one on. */
function combined(dicts: readonly Value[], how: { recursive: boolean; lists: ListMerge }): Dict {
  return dicts.reduceRight<Dict>((merged, dict) => mergeDicts(requireDict(dict, merged), merged, how), new Map());
}

function requireDict(value: Value, merged: Dict): Dict {
  if (isDict(value)) return value;
  throw failure(
    `failed to combine variables, expected dicts but got a '${typeName(value)}' and a '${typeName(merged)}'.`,
  );
}

const dict2items: FilterDefinition = {
  name: 'dict2items',
  parameters: [
    ['key_name', 'key'],
    ['value_name', 'value'],
  ],
  examples: [["{{ {'a': 1} | dict2items }}", [{ key: 'a', value: 1 }]]],
  apply(input, { key_name, value_name }) {
    if (!isDict(input)) throw failure(`dict2items requires a dictionary, got <class '${typeName(input)}'> instead.`);
    return [...input].map(
      ([key, member]) =>
        new Map<Value, Value>([
          [key_name ?? null, key],
          [value_name ?? null, member],
        ]),
    );
  },
};

const items2dict: FilterDefinition = {
  name: 'items2dict',
  parameters: [
    ['key_name', 'key'],
    ['value_name', 'value'],
  ],
  examples: [["{{ [{'key': 'a', 'value': 1}] | items2dict }}", { a: 1 }]],
  apply(input, { key_name, value_name }, context) {
    if (!Array.isArray(input)) throw failure(`items2dict requires a list, got <class '${typeName(input)}'> instead.`);
    if (!input.every(isDict))
      throw failure(`items2dict requires a list of dictionaries, got ${toRepr(input)} instead.`);
    const result: Dict = new Map();
    for (const item of input) {
      const key = context.getItem(item, key_name ?? null);
      const member = context.getItem(item, value_name ?? null);
      if (key instanceof Undefined || member instanceof Undefined) throw missingPair(input, key_name, value_name);
      setMember(result, ...pair(key, member));
    }
    return result;
  },
};

function pair(key: RuntimeValue, member: RuntimeValue): [Value, Value] {
  const [first = null, second = null] = runtimeList([key, member]);
  return [first, second];
}

function missingPair(input: Value[], keyName: Value | undefined, valueName: Value | undefined): Error {
  return failure(
    `items2dict requires each dictionary in the list to contain the keys '${toText(keyName)}' and '${toText(valueName)}', got ${toRepr(input)} instead.`,
  );
}

const dictsort: FilterDefinition = {
  name: 'dictsort',
  parameters: [
    ['case_sensitive', false],
    ['by', 'key'],
    ['reverse', false],
  ],
  examples: [
    [
      "{{ {'b': 2, 'A': 1} | dictsort }}",
      [
        ['A', 1],
        ['b', 2],
      ],
    ],
  ],
  apply(input, args) {
    if (!isDict(input)) throw failure(`'${typeName(input)}' object has no attribute 'items'`);
    const by = args['by'];
    if (by !== 'key' && by !== 'value') throw failure('You can only sort by either "key" or "value"');
    const position = by === 'key' ? 0 : 1;
    const getter = (item: RuntimeValue): RuntimeValue => {
      const part = Array.isArray(item) ? (item[position] ?? null) : item;
      return typeof part === 'string' && !flag(args['case_sensitive']) ? part.toLowerCase() : part;
    };
    const pairs = [...input].map((entry) => Tuple.from(entry));
    return sorted(pairs, [getter], flag(args['reverse']));
  },
};

const subelements: FilterDefinition = {
  name: 'subelements',
  parameters: ['subelements', ['skip_missing', false]],
  examples: [
    [
      "{{ [{'n': 'a', 'k': [1, 2]}] | subelements('k') }}",
      [
        [{ n: 'a', k: [1, 2] }, 1],
        [{ n: 'a', k: [1, 2] }, 2],
      ],
    ],
  ],
  apply(input, args) {
    const path = args['subelements'];
    const steps = isList(path)
      ? path.map((step) => toText(step))
      : typeof path === 'string'
        ? path.split('.')
        : undefined;
    if (steps === undefined) throw failure('subelements must be a list or a string');
    const elements = isDict(input) ? [...input.values()] : Array.isArray(input) ? input : undefined;
    if (elements === undefined) throw failure('obj must be a list of dicts or a nested dict');
    return elements.flatMap((element) =>
      subelementsOf(element, steps, flag(args['skip_missing'])).map((part) => Tuple.from([element, part])),
    );
  },
};

/** The list at a path inside an element; each item becomes a pair with the element. */
export function subelementsOf(element: Value, steps: readonly string[], skipsMissing: boolean): Value[] {
  let found: Value = element;
  for (const step of steps) {
    if (!isDict(found)) throw failure(`the key ${step} should point to a dictionary, got '${toRepr(found)}'`);
    const next = getMember(found, step);
    if (next === undefined && skipsMissing) return [];
    if (next === undefined) throw failure(`could not find '${step}' key in iterated item ${toRepr(element)}`);
    found = next;
  }
  if (isList(found)) return found;
  throw failure(`the key '${steps.at(-1) ?? ''}' should point to a list, got ${toRepr(found)}`);
}

const rekeyOnMember: FilterDefinition = {
  name: 'rekey_on_member',
  parameters: ['key', ['duplicates', 'error']],
  examples: [["{{ [{'p': 'a', 'n': 1}] | rekey_on_member('p') }}", { a: { p: 'a', n: 1 } }]],
  apply: (input, { key, duplicates }) => rekeyed(input, key ?? null, duplicates ?? null),
};

function rekeyed(input: RuntimeValue, member: Value, duplicates: Value): Value {
  if (duplicates !== 'error' && duplicates !== 'overwrite') {
    throw failure(`duplicates parameter to rekey_on_member has unknown value ${toRepr(duplicates)}`);
  }
  if (!isDict(input) && !isList(input)) throw failure('Type is not a valid list, set, or dict');
  const dicts = isDict(input) ? [...input.values()] : itemsOf(input);
  const result: Dict = new Map();
  for (const dict of dicts) {
    if (!isDict(dict)) throw failure('List item is not a valid dict');
    const found = findKey(dict, member);
    if (found === undefined) throw failure(`Key '${toText(member)}' was not found.`);
    const key = dict.get(found.key) ?? null;
    if (duplicates === 'error' && findKey(result, key) !== undefined) {
      throw failure(`Key ${toRepr(key)} is not unique, cannot convert to dict.`);
    }
    setMember(result, key, dict);
  }
  return result;
}

export const dictFilters = [combine, dict2items, items2dict, dictsort, subelements, rekeyOnMember] as const;
