import { expect, test } from 'vitest';
import { calculate, type ArithmeticOperator } from '../../src/values/arithmetic.js';
import { toRepr } from '../../src/values/repr.js';
import { Float, Tuple, type Value } from '../../src/values/value.js';

type Row = readonly [Value, ArithmeticOperator, Value, string];

/** Rows with a title that can show big integers. */
function titled(rows: readonly Row[]): readonly { title: string; row: Row }[] {
  return rows.map((row) => ({ title: `${toRepr(row[0])} ${row[1]} ${toRepr(row[2])}`, row }));
}

test.each(
  titled([
    [1, '+', 2, '3'],
    [1, '+', new Float(1), '2.0'],
    [true, '+', true, '2'],
    [6, '/', 2, '3.0'],
    [-7, '//', 2, '-4'],
    [-7, '%', 3, '2'],
    [new Float(-7.5), '%', 2, '0.5'],
    [2, '**', -1, '0.5'],
    [2, '**', 64, '18446744073709551616'],
    [9007199254740991, '+', 2, '9007199254740993'],
    [12345678901234567890n, '-', 12345678901234567889n, '1'],
    ['ab', '*', 2, "'abab'"],
    [[1], '+', [2], '[1, 2]'],
    [Tuple.of<Value>(1), '+', Tuple.of<Value>(2), '(1, 2)'],
    ['%02d', '%', 7, "'07'"],
  ]),
)('$title', ({ row: [a, operator, b, wanted] }) => {
  expect(toRepr(calculate(a, operator, b))).toBe(wanted);
});

test.each(
  titled([
    [1, '+', 'a', "unsupported operand type(s) for +: 'int' and 'str'"],
    ['a', '+', 1, 'can only concatenate str (not "int") to str'],
    [1, '//', 0, 'integer division or modulo by zero'],
    [1, '/', 0, 'division by zero'],
    [[1], '*', 'a', "can't multiply sequence by non-int of type 'str'"],
  ]),
)('$title is refused as Python refuses it', ({ row: [a, operator, b, message] }) => {
  expect(() => calculate(a, operator, b)).toThrow(message);
});

test('a power that would fill the memory is refused', () => {
  expect(() => calculate(10, '**', 10n ** 9n)).toThrow('too large');
});
