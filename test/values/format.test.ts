import { expect, test } from 'vitest';
import { formatValue } from '../../src/values/format-spec.js';
import { formatPercent } from '../../src/values/percent-format.js';
import { strftime } from '../../src/values/strftime.js';
import { Float, Timestamp, Tuple, type Value } from '../../src/values/value.js';

test.each<[string, Value, string]>([
  ['%.2f', new Float(1.005), '1.00'],
  ['%.0f', new Float(2.5), '2'],
  ['%05d|%-4s|%+d', Tuple.of<Value>(42, 'a', 5), '00042|a   |+5'],
  [
    '%(a)s %(b)05.2f',
    new Map<Value, Value>([
      ['a', 'x'],
      ['b', new Float(2.5)],
    ]),
    'x 02.50',
  ],
  ['%s', [1, 2], '[1, 2]'],
  ['%x %#o %e %g', Tuple.of<Value>(255, 8, new Float(12345.678), new Float(1e20)), 'ff 0o10 1.234568e+04 1e+20'],
])('%s %% %j', (format, values, wanted) => {
  expect(formatPercent(format, values)).toBe(wanted);
});

test('values that no directive takes, and directives without a value, are errors', () => {
  expect(() => formatPercent('x', 1)).toThrow('not all arguments converted during string formatting');
  expect(() => formatPercent('%s %s', 'a')).toThrow('not enough arguments for format string');
});

test.each<[Value, string, string]>([
  ['a', '*^5', '**a**'],
  [3, '05', '00003'],
  [-3, '05', '-0003'],
  [1234567, ',', '1,234,567'],
  [255, '#x', '0xff'],
  [new Float(0.256), '.0%', '26%'],
  [new Float(3.14159), '08.3f', '0003.142'],
  [true, '5', '    1'],
])('format(%j, %s)', (value, specification, wanted) => {
  expect(formatValue(value, specification)).toBe(wanted);
});

test('strftime knows the day of the year, ISO weeks and unpadded fields', () => {
  const time = new Timestamp(Date.UTC(2024, 11, 30, 7, 5, 9), false);
  expect(strftime(time, '%Y-%m-%dT%H:%M:%S %j %G-W%V %-d %-H %a %B %q')).toBe(
    '2024-12-30T07:05:09 365 2025-W01 30 7 Mon December %q',
  );
});
