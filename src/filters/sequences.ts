import type { FilterDefinition } from '../template/plugins.js';
import { Undefined, type RuntimeValue, type TemplateObject } from '../template/runtime.js';
import { flag, integer, itemsOf, requireText, runtimeList } from './arguments.js';
import { attributeGetter, sortingGetter, type Getter } from './attributes.js';
import { failure } from './failure.js';
import { Seen } from './seen.js';
import { calculate } from '../values/arithmetic.js';
import { codePoints } from '../values/code-points.js';
import { compareValues } from '../values/compare.js';
import { isHashable } from '../values/hashable.js';
import { isNumeric, toDouble } from '../values/numbers.js';
import { PythonError, typeError } from '../values/python-error.js';
import { toText } from '../values/repr.js';
import { lengthOf } from '../values/sequence.js';
import { isTrue } from '../values/truth.js';
import { isDict, Tuple, type Value } from '../values/value.js';

const first: FilterDefinition = {
  name: 'first',
  examples: [["{{ 'abc' | first }}", 'a']],
  apply: (input, _args, context) =>
    itemsOf(input)[0] ?? missing(input, context.at, 'No first item, sequence was empty.'),
};

const last: FilterDefinition = {
  name: 'last',
  examples: [['{{ [1, 2] | last }}', 2]],
  apply: (input, _args, context) =>
    itemsOf(input).at(-1) ?? missing(input, context.at, 'No last item, sequence was empty.'),
};

/** A list's `null` is an item like any other; only an empty one has none. */
function missing(input: RuntimeValue, at: Undefined['at'], problem: string): RuntimeValue {
  return itemsOf(input).length > 0 ? null : new Undefined(problem, at);
}

const length: FilterDefinition = {
  name: 'length',
  aliases: ['count'],
  examples: [["{{ 'abc' | length }}", 3]],
  apply: (input) => lengthOf(input),
};

const list: FilterDefinition = {
  name: 'list',
  examples: [["{{ 'abc' | list }}", ['a', 'b', 'c']]],
  apply(input) {
    const items = itemsOf(input);
    for (const item of items) if (item instanceof Undefined) item.raise();
    return runtimeList(items);
  },
};

const join: FilterDefinition = {
  name: 'join',
  parameters: [
    ['d', ''],
    ['attribute', null],
  ],
  examples: [["{{ [1, none, true] | join(',') }}", '1,None,True']],
  apply: (input, args, context) =>
    itemsOf(input).map(attributeGetter(args['attribute'], context)).map(toText).join(toText(args['d'])),
};

const reverse: FilterDefinition = {
  name: 'reverse',
  examples: [
    ["{{ 'Hello' | reverse }}", 'olleH'],
    ['{{ [1, 2] | reverse }}', [2, 1]],
  ],
  apply: (input) =>
    typeof input === 'string' ? codePoints(input).reverse().join('') : runtimeList(itemsOf(input).reverse()),
};

const sort: FilterDefinition = {
  name: 'sort',
  parameters: [
    ['reverse', false],
    ['case_sensitive', false],
    ['attribute', null],
  ],
  examples: [
    ["{{ ['b', 'A', 'c'] | sort }}", ['A', 'b', 'c']],
    ['{{ [3, 1, 2] | sort(reverse=true) }}', [3, 2, 1]],
  ],
  apply(input, args, context) {
    const paths = typeof args['attribute'] === 'string' ? args['attribute'].split(',') : [args['attribute']];
    const getters = paths.map((path) => sortingGetter(attributeGetter(path, context), flag(args['case_sensitive'])));
    return sorted(itemsOf(input), getters, integer(args['reverse']) !== 0);
  },
};

/** Sorted by what the getters read, stably in both directions, as Python sorts. */
export function sorted(items: readonly RuntimeValue[], getters: readonly Getter[], isReverse: boolean): Value[] {
  const keyed = items.map((item) => ({ item, keys: getters.map((get) => get(item)) }));
  const sign = isReverse ? -1 : 1;
  keyed.sort((a, b) => sign * compareKeys(a.keys, b.keys));
  return runtimeList(keyed.map(({ item }) => item));
}

function compareKeys(a: readonly RuntimeValue[], b: readonly RuntimeValue[]): number {
  for (const [index, key] of a.entries()) {
    const order = compareValues(key, b[index]);
    if (order !== 0) return order;
  }
  return 0;
}

const noFallback =
  "Jinja2's unique filter failed and we cannot fall back to Ansible's version as it does not support the parameters supplied";

const unique: FilterDefinition = {
  name: 'unique',
  parameters: [
    ['case_sensitive', null],
    ['attribute', null],
  ],
  examples: [["{{ ['b', 'a', 'B'] | unique }}", ['b', 'a']]],
  apply(input, args, context) {
    const { case_sensitive: isSensitive = null, attribute = null } = args;
    const getter = sortingGetter(attributeGetter(attribute, context), flag(isSensitive));
    const keyed = itemsOf(input).map((item) => [item, getter(item)] as const);
    const isHashed = keyed.every(([, key]) => isHashable(key));
    if (!isHashed && (isSensitive === false || isTrue(attribute))) throw failure(noFallback);
    const seen = new Seen();
    return runtimeList(keyed.filter(([item, key]) => seen.add(isHashed ? key : item)).map(([item]) => item));
  },
};

function extreme(name: 'min' | 'max', sign: 1 | -1): FilterDefinition {
  return {
    name,
    parameters: [
      ['case_sensitive', false],
      ['attribute', null],
    ],
    examples: [['{{ [3, 3] | ' + name + ' }}', 3]],
    apply(input, args, context) {
      const getter = sortingGetter(attributeGetter(args['attribute'], context), flag(args['case_sensitive']));
      const [head, ...rest] = itemsOf(input);
      if (head === undefined) return new Undefined('No aggregated item, sequence was empty.', context.at);
      return rest.reduce(
        (best, item) => (sign * compareValues(getter(item), getter(best), sign === 1 ? '<' : '>') < 0 ? item : best),
        head,
      );
    },
  };
}

const sum: FilterDefinition = {
  name: 'sum',
  parameters: [
    ['attribute', null],
    ['start', 0],
  ],
  examples: [
    ['{{ [1, 2, 3] | sum }}', 6],
    ['{{ [[1], [2]] | sum(start=[]) }}', [1, 2]],
  ],
  apply(input, args, context) {
    if (typeof args['start'] === 'string') throw typeError("sum() can't sum strings [use ''.join(seq) instead]");
    const items = itemsOf(input).map(attributeGetter(args['attribute'], context));
    return items.reduce((total: RuntimeValue, item) => calculate(total, '+', item), args['start'] ?? 0);
  },
};

const batch: FilterDefinition = {
  name: 'batch',
  parameters: ['linecount', ['fill_with', null]],
  examples: [
    [
      "{{ [1, 2, 3] | batch(2, 'f') }}",
      [
        [1, 2],
        [3, 'f'],
      ],
    ],
  ],
  apply(input, { linecount, fill_with }) {
    // A size that no row has makes one row.
    const size = isNumeric(linecount) ? toDouble(linecount) : Number.NaN;
    const rows: Value[][] = [];
    let row: Value[] = [];
    for (const item of runtimeList(itemsOf(input))) {
      if (row.length === size) {
        rows.push(row);
        row = [];
      }
      row.push(item);
    }
    if (row.length === 0) return rows;
    if (fill_with !== null && fill_with !== undefined) while (row.length < integer(linecount)) row.push(fill_with);
    return [...rows, row];
  },
};

const slice: FilterDefinition = {
  name: 'slice',
  parameters: ['slices', ['fill_with', null]],
  examples: [
    [
      "{{ [1, 2, 3, 4] | slice(3, 'f') }}",
      [
        [1, 2],
        [3, 'f'],
        [4, 'f'],
      ],
    ],
  ],
  apply(input, { slices, fill_with }) {
    const items = itemsOf(input);
    const count = integer(slices);
    if (count === 0) throw new PythonError('ZeroDivisionError', 'integer division or modulo by zero');
    const size = Math.floor(items.length / count);
    const longer = items.length % count;
    return Array.from({ length: count }, (_, index) => {
      const start = index * size + Math.min(index, longer);
      const column = items.slice(start, start + size + (index < longer ? 1 : 0));
      if (fill_with !== null && fill_with !== undefined && index >= longer) column.push(fill_with);
      return runtimeList(column);
    });
  },
};

const groupby: FilterDefinition = {
  name: 'groupby',
  parameters: ['attribute', ['default', null], ['case_sensitive', false]],
  examples: [["{{ [{'a': 1}, {'a': 1}] | groupby('a') }}", [[1, [{ a: 1 }, { a: 1 }]]]]],
  apply(input, args, context) {
    // ansible-core 2.19 takes the parameter `default`, but a missing attribute is an error all the same.
    const getter = attributeGetter(args['attribute'], context);
    const key = sortingGetter(getter, flag(args['case_sensitive']));
    const groups: { key: RuntimeValue; members: RuntimeValue[] }[] = [];
    for (const item of sorted(itemsOf(input), [key], false)) {
      const group = groups[groups.length - 1];
      if (group !== undefined && compareValues(key(item), key(group.members[0] ?? null)) === 0)
        group.members.push(item);
      else groups.push({ key: getter(item), members: [item] });
    }
    return groups.map((group) => new Group(group.key, runtimeList(group.members)));
  },
};

/** One group: a pair whose halves also have names, `grouper` and `list`. */
export class Group extends Tuple implements TemplateObject {
  readonly templateObject = '_GroupTuple';

  constructor(grouper: RuntimeValue, members: Value[]) {
    super(...runtimeList([grouper]), members);
  }

  getAttribute(name: string): Value | undefined {
    if (name === 'grouper') return this[0];
    return name === 'list' ? this[1] : undefined;
  }
}

const items: FilterDefinition = {
  name: 'items',
  examples: [["{{ {'a': 1} | items }}", [['a', 1]]]],
  apply(input) {
    if (!isDict(input)) throw typeError('Can only get item pairs from a mapping.');
    return [...input].map((pair) => Tuple.from(pair));
  },
};

const attr: FilterDefinition = {
  name: 'attr',
  parameters: ['name'],
  apply: (input, { name }, context) =>
    context.getItem(
      input,
      requireText(name, (type) => `attribute name must be string, not '${type}'`),
    ),
};

export const sequenceFilters = [
  first,
  last,
  length,
  list,
  join,
  reverse,
  sort,
  unique,
  extreme('min', 1),
  extreme('max', -1),
  sum,
  batch,
  slice,
  groupby,
  items,
  attr,
] as const;
