import { expect, test } from 'vitest';
import { batchesOf } from '../../src/engine/batches.js';
import { Float, type Value } from '../../src/values/value.js';

const at = { file: 'site.yml', line: 3, column: 5 };

test.each<[string, Value | undefined, string[]]>([
  ['nothing', undefined, ['abcde']],
  ['0', 0, ['abcde']],
  ['a number', 2, ['ab', 'cd', 'e']],
  ['text', '2', ['ab', 'cd', 'e']],
  ['a fraction, which is cut', new Float(2.5), ['ab', 'cd', 'e']],
  ['a percentage', '40%', ['ab', 'cd', 'e']],
  ['less than one host', '1%', ['a', 'b', 'c', 'd', 'e']],
  ['a list, whose last size goes on', [1, '40%'], ['a', 'bc', 'de']],
  ['more than there are', 9, ['abcde']],
])('serial: %s', (_name, serial, expected) => {
  expect(batchesOf([...'abcde'], serial, at).map((batch) => batch.join(''))).toEqual(expected);
});

test('no hosts make no batches', () => {
  expect(batchesOf([], 2, at)).toEqual([]);
});

test.each<[Value]>([['two'], ['1.5'], ['10 %']])('serial %o is refused where it is written', (serial) => {
  expect(() => batchesOf(['a'], serial, at)).toThrow(expect.objectContaining({ code: 'E0402', at }));
});
