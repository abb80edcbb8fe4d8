import { expect, test } from 'vitest';
import { Range } from '../../src/values/range.js';
import { toRepr, toText } from '../../src/values/repr.js';
import { Float, Timestamp, Tuple, type Value } from '../../src/values/value.js';

test.each<[Value, string]>([
  [null, 'None'],
  [true, 'True'],
  [new Float(1), '1.0'],
  [new Float(-0), '-0.0'],
  [new Float(1e16), '1e+16'],
  [new Float(1e15), '1000000000000000.0'],
  [new Float(0.0001), '0.0001'],
  [new Float(0.00001), '1e-05'],
  [new Float(5e-324), '5e-324'],
  ["it's", '"it\'s"'],
  ['both \' and "', `'both \\' and "'`],
  ['é\n\x00\u200b😀', "'é\\n\\x00\\u200b😀'"],
  [Tuple.of<Value>(1), '(1,)'],
  [Range.between(0, 3), 'range(0, 3)'],
  [
    new Map<Value, Value>([
      ['a', [1, null]],
      [2, 'b'],
    ]),
    "{'a': [1, None], 2: 'b'}",
  ],
  [Uint8Array.from([65, 200]), "b'A\\xc8'"],
  [new Timestamp(Date.UTC(2024, 2, 1), true), 'datetime.date(2024, 3, 1)'],
])('repr of %j is %s', (value, wanted) => {
  expect(toRepr(value)).toBe(wanted);
});

test('str of a datetime is ISO with a space, in its own zone', () => {
  expect(toText(new Timestamp(Date.UTC(2024, 2, 1, 12, 30), false, 120))).toBe('2024-03-01 14:30:00+02:00');
});
