import type { FilterDefinition } from '../template/plugins.js';
import type { RuntimeValue } from '../template/runtime.js';
import { flag, integer, itemsOf, namedArguments, optionalInteger, restArguments, runtimeList } from './arguments.js';
import { combinationsOf, permutationsOf, productOf } from './combinatorics.js';
import { Seen } from './seen.js';
import { typeError, valueError } from '../values/python-error.js';
import { toText } from '../values/repr.js';
import { Tuple, isList, type Value } from '../values/value.js';

const flatten: FilterDefinition = {
  name: 'flatten',
  parameters: [
    ['levels', null],
    ['skip_nulls', true],
  ],
  examples: [
    ['{{ [1, [2, [3, none]]] | flatten }}', [1, 2, 3]],
    ['{{ [1, [2, [3]]] | flatten(levels=1) }}', [1, 2, [3]]],
  ],
  apply: (input, { levels, skip_nulls }) =>
    flattened(itemsOf(input), () => optionalInteger(levels) ?? Infinity, flag(skip_nulls)),
};

/** Lists within a list laid out in place, down to a depth, which is asked for when there is one. Ansible also takes the texts `None` and `null` for nulls. */
export function flattened(items: readonly RuntimeValue[], levels: () => number, skipsNulls: boolean): Value[] {
  const flat = items.flatMap((item): RuntimeValue[] => {
    if (skipsNulls && (item === null || item === 'None' || item === 'null')) return [];
    return Array.isArray(item) && levels() > 0 ? flattened(item, () => levels() - 1, skipsNulls) : [item];
  });
  return runtimeList(flat);
}

/** The set filters. Python's sets have no order to rely on: here the first occurrence decides, and ints ascend as they do in its small sets. */
function setFilter(
  name: string,
  expected: readonly number[],
  choose: (left: RuntimeValue[], right: RuntimeValue[]) => RuntimeValue[],
): FilterDefinition {
  return {
    name,
    parameters: ['b'],
    examples: [[`{{ [1, 2, 2] | ${name}([2, 3]) }}`, expected]],
    apply: (input, { b }) => setOf(choose(itemsOf(input), itemsOf(b ?? null))),
  };
}

function setOf(items: readonly RuntimeValue[]): Value[] {
  const found = runtimeList(distinct(items));
  const numbers = found.filter((item) => typeof item === 'number' && item >= 0);
  return numbers.length === found.length ? found.sort((a, b) => Number(a) - Number(b)) : found;
}

function distinct(items: readonly RuntimeValue[]): RuntimeValue[] {
  const seen = new Seen();
  return items.filter((item) => seen.add(item));
}

function without(items: readonly RuntimeValue[], others: readonly RuntimeValue[]): RuntimeValue[] {
  const seen = new Seen(others);
  return items.filter((item) => !seen.has(item));
}

function within(items: readonly RuntimeValue[], others: readonly RuntimeValue[]): RuntimeValue[] {
  const seen = new Seen(others);
  return items.filter((item) => seen.has(item));
}

const zip: FilterDefinition = {
  name: 'zip',
  rest: 'others',
  named: 'options',
  examples: [
    [
      "{{ ['a', 'b'] | zip([1, 2]) }}",
      [
        ['a', 1],
        ['b', 2],
      ],
    ],
  ],
  apply(input, args) {
    const columns = [input, ...restArguments(args['others'])].map(itemsOf);
    const lengths = columns.map((column) => column.length);
    const isStrict = flag(option(args['options'], 'strict') ?? false);
    if (isStrict && new Set(lengths).size > 1) throw valueError('zip() arguments have different lengths');
    return rows(columns, Math.min(...lengths), null);
  },
};

const zipLongest: FilterDefinition = {
  name: 'zip_longest',
  rest: 'others',
  named: 'options',
  examples: [
    [
      "{{ ['a', 'b'] | zip_longest([1], fillvalue='z') }}",
      [
        ['a', 1],
        ['b', 'z'],
      ],
    ],
  ],
  apply(input, args) {
    const columns = [input, ...restArguments(args['others'])].map(itemsOf);
    return rows(
      columns,
      Math.max(...columns.map((column) => column.length)),
      option(args['options'], 'fillvalue') ?? null,
    );
  },
};

/** The one keyword that a filter with any number of lists knows. */
function option(options: Value | undefined, name: string): Value | undefined {
  const named = namedArguments(options);
  const unknown = [...named.keys()].find((key) => key !== name);
  if (unknown !== undefined) throw typeError(`got an unexpected keyword argument '${toText(unknown)}'`);
  return named.get(name);
}

function rows(columns: readonly RuntimeValue[][], count: number, filler: Value): Value[] {
  return Array.from({ length: count }, (_, index) =>
    tuple(columns.map((column) => (index < column.length ? (column[index] ?? null) : filler))),
  );
}

function tuple(items: readonly RuntimeValue[]): Value {
  return Tuple.from(runtimeList(items));
}

const product: FilterDefinition = {
  name: 'product',
  rest: 'others',
  named: 'options',
  examples: [
    [
      '{{ [1, 2] | product([3]) }}',
      [
        [1, 3],
        [2, 3],
      ],
    ],
  ],
  apply(input, args) {
    const once = [input, ...restArguments(args['others'])].map(itemsOf);
    const columns = Array.from({ length: integer(option(args['options'], 'repeat') ?? 1) }, () => once).flat();
    return productOf(columns).map(tuple);
  },
};

const permutations: FilterDefinition = {
  name: 'permutations',
  parameters: [['length', null]],
  examples: [
    [
      '{{ [1, 2] | permutations }}',
      [
        [1, 2],
        [2, 1],
      ],
    ],
  ],
  apply(input, { length }) {
    const items = itemsOf(input);
    return permutationsOf(items, optionalInteger(length) ?? items.length).map(tuple);
  },
};

const combinations: FilterDefinition = {
  name: 'combinations',
  parameters: ['length'],
  examples: [
    [
      '{{ [1, 2, 3] | combinations(2) }}',
      [
        [1, 2],
        [1, 3],
        [2, 3],
      ],
    ],
  ],
  apply: (input, { length }) => combinationsOf(itemsOf(input), integer(length)).map(tuple),
};

const extract: FilterDefinition = {
  name: 'extract',
  parameters: ['container', ['morekeys', null]],
  examples: [
    ["{{ 'k' | extract({'k': {'s': 5}}, 's') }}", 5],
    ["{{ [0, 1] | map('extract', ['a', 'b']) }}", ['a', 'b']],
  ],
  apply(input, { container, morekeys }, context) {
    const more = morekeys === null || morekeys === undefined ? [] : isList(morekeys) ? morekeys : [morekeys];
    const keys = [...runtimeList([input]), ...more];
    return keys.reduce((found: RuntimeValue, key) => context.getItem(found, key), container ?? null);
  },
};

export const listFilters = [
  flatten,
  setFilter('union', [1, 2, 3], (left, right) => [...left, ...right]),
  setFilter('intersect', [2], within),
  setFilter('difference', [1], without),
  setFilter('symmetric_difference', [1, 3], (left, right) => [...without(left, right), ...without(right, left)]),
  zip,
  zipLongest,
  product,
  permutations,
  combinations,
  extract,
] as const;
