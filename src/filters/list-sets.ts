import type { FilterDefinition } from '../template/plugins.js';
import type { RuntimeValue } from '../template/runtime.js';
import { calculate } from '../values/arithmetic.js';
import { toRepr } from '../values/repr.js';
import { typeName } from '../values/type-name.js';
import { isList, type Dict, type Value } from '../values/value.js';
import { flag, itemsOf, namedArguments, restArguments, runtimeList } from './arguments.js';
import { failure } from './failure.js';
import { Seen } from './seen.js';

type Combine = (left: readonly RuntimeValue[], right: readonly RuntimeValue[]) => readonly RuntimeValue[];

function within(items: readonly RuntimeValue[], others: readonly RuntimeValue[], wanted: boolean): RuntimeValue[] {
  const seen = new Seen(others);
  return items.filter((item) => seen.has(item) === wanted);
}

function distinct(items: readonly RuntimeValue[]): RuntimeValue[] {
  const seen = new Seen();
  return items.filter((item) => seen.add(item));
}

/** The lists to be combined: the input and the arguments, or with `flatten` the lists that they hold. */
function listsOf(input: RuntimeValue, others: readonly Value[], options: Dict): RuntimeValue[][] {
  const given = [...runtimeList([input]), ...others];
  const lists = flag(options.get('flatten') ?? false)
    ? given.flatMap((list) => (isList(list) && list.every(isList) ? list : [list]))
    : given;
  return lists.map((list) => {
    if (isList(list)) return itemsOf(list);
    throw failure(`All arguments must be lists. ${toRepr(list)} is ${typeName(list)}`);
  });
}

function setFilter(name: string, expected: readonly number[], combine: Combine): FilterDefinition {
  return {
    name: `community.general.lists_${name}`,
    rest: 'others',
    named: 'options',
    examples: [[`{{ [1, 2, 3, 2] | community.general.lists_${name}([2, 5]) }}`, expected]],
    apply(input, { others, options }) {
      const [first = [], ...rest] = listsOf(input, restArguments(others), namedArguments(options));
      return runtimeList(
        rest.reduce<readonly RuntimeValue[]>((left, right) => distinct(combine(left, right)), distinct(first)),
      );
    },
  };
}

const accumulate: FilterDefinition = {
  name: 'community.general.accumulate',
  examples: [
    ['{{ [1, 2, 3] | community.general.accumulate }}', [1, 3, 6]],
    ["{{ 'abc' | community.general.accumulate }}", ['a', 'ab', 'abc']],
  ],
  apply(input) {
    if (!isList(input) && typeof input !== 'string')
      throw failure(`Invalid value type (<class '${typeName(input)}'>) for accumulate (${toRepr(input)})`);
    let sum: RuntimeValue | undefined;
    return runtimeList(itemsOf(input).map((item) => (sum = sum === undefined ? item : calculate(sum, '+', item))));
  },
};

export const listSetFilters = [
  setFilter('union', [1, 2, 3, 5], (left, right) => [...left, ...right]),
  setFilter('difference', [1, 3], (left, right) => within(left, right, false)),
  setFilter('intersect', [2], (left, right) => within(left, right, true)),
  setFilter('symmetric_difference', [1, 3, 5], (left, right) => [
    ...within(left, right, false),
    ...within(right, left, false),
  ]),
  accumulate,
] as const;
