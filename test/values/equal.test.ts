import { expect, test } from 'vitest';
import { compareValues } from '../../src/values/compare.js';
import { isEqual } from '../../src/values/equal.js';
import { getMember, hashKey, setMember } from '../../src/values/keys.js';
import { Float, Tuple, type Dict, type Value } from '../../src/values/value.js';

test.each<[Value, Value, boolean]>([
  [1, true, true],
  [1, new Float(1), true],
  [1, '1', false],
  [null, false, false],
  [[1, 2], [1, 2], true],
  [[1], Tuple.of<Value>(1), false],
  [new Map([['a', 1]]), new Map([['a', new Float(1)]]), true],
  [
    new Map<Value, Value>([
      ['a', 1],
      ['b', 2],
    ]),
    new Map<Value, Value>([
      ['b', 2],
      ['a', 1],
    ]),
    true,
  ],
])('%j == %j is %j', (a, b, wanted) => {
  expect(isEqual(a, b)).toBe(wanted);
});

test('1, 1.0 and true are one key, spelled as it was first', () => {
  const dict: Dict = new Map([[1, 'a']]);
  setMember(dict, true, 'b');
  setMember(dict, new Float(1), 'c');
  expect([...dict]).toEqual([[1, 'c']]);
  expect(getMember(dict, true)).toBe('c');
  expect(hashKey(true)).toBe(hashKey(new Float(1)));
});

test('big integers are compared exactly', () => {
  expect(isEqual(2n ** 64n, new Float(2 ** 64))).toBe(true);
  expect(isEqual(2n ** 64n + 1n, 2n ** 64n)).toBe(false);
});

test('lists and dicts cannot be keys', () => {
  expect(() => setMember(new Map(), [1], 2)).toThrow("unhashable type: 'list'");
});

test('strings are ordered by code point, not by UTF-16 unit', () => {
  expect(compareValues('￮', '😀')).toBeLessThan(0);
  expect(() => compareValues(1, 'a')).toThrow("'<' not supported between instances of 'int' and 'str'");
});
