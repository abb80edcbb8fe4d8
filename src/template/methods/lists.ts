import { compareValues } from '../../values/compare.js';
import { isEqual } from '../../values/equal.js';
import { isInt } from '../../values/numbers.js';
import { indexError, typeError, valueError } from '../../values/python-error.js';
import { toRepr } from '../../values/repr.js';
import { iterate } from '../../values/sequence.js';
import { isTrue } from '../../values/truth.js';
import { typeName } from '../../values/type-name.js';
import type { Value } from '../../values/value.js';
import { method, simple, type Methods } from './method.js';

const searching: Methods<Value[]> = {
  index: method(1, 3, (list, item, start = 0, stop = list.length) => indexOf(list, item, { start, stop })),
  count: method(1, 1, (list, item) => list.filter((member) => isEqual(member, item)).length),
};

/** Python's tuple methods. */
export const tupleMethods: Methods<Value[]> = searching;

/** Python's list methods; most change the list and return None. */
export const listMethods: Methods<Value[]> = {
  ...searching,
  append: method(1, 1, (list, item = null) => changing(() => list.push(item))),
  extend: method(1, 1, (list, items = null) => changing(() => list.push(...iterate(items)))),
  insert: method(2, 2, (list, index = 0, item = null) =>
    changing(() => list.splice(clamp(wholeIndex(index), list.length), 0, item)),
  ),
  remove: method(1, 1, (list, item) => remove(list, item)),
  pop: method(0, 1, (list, index = -1) => pop(list, wholeIndex(index))),
  clear: simple((list) => changing(() => list.splice(0))),
  copy: simple((list) => Array.from(list)),
  reverse: simple((list) => changing(() => list.reverse())),
  sort: {
    least: 0,
    most: 2,
    names: ['key', 'reverse'],
    run: ({ self, args: [key = null, reverse = false] }) => sort(self, key, isTrue(reverse)),
  },
};

/** Methods that change the list return None. */
function changing(change: () => unknown): null {
  change();
  return null;
}

function indexOf(
  list: readonly Value[],
  item: Value | undefined,
  bounds: { readonly start: Value; readonly stop: Value },
): number {
  const start = clamp(wholeIndex(bounds.start), list.length);
  const stop = clamp(wholeIndex(bounds.stop), list.length);
  for (let index = start; index < stop; index++) if (isEqual(list[index], item)) return index;
  throw valueError(`${toRepr(item)} is not in list`);
}

function sort(list: Value[], key: Value, isReverse: boolean): null {
  if (key !== null) throw typeError('a template has no function that could be the key of list.sort()');
  return changing(() => list.sort((a, b) => (isReverse ? compareValues(b, a) : compareValues(a, b))));
}

function remove(list: Value[], item: Value | undefined): null {
  const index = list.findIndex((member) => isEqual(member, item));
  if (index === -1) throw valueError('list.remove(x): x not in list');
  return changing(() => list.splice(index, 1));
}

function pop(list: Value[], index: number): Value {
  if (list.length === 0) throw indexError('pop from empty list');
  const [item] = index >= -list.length && index < list.length ? list.splice(index, 1) : [];
  if (item === undefined) throw indexError('pop index out of range');
  return item;
}

function clamp(index: number, length: number): number {
  return index < 0 ? Math.max(0, index + length) : Math.min(index, length);
}

function wholeIndex(index: Value): number {
  if (isInt(index)) return Number(index);
  throw typeError(`'${typeName(index)}' object cannot be interpreted as an integer`);
}
