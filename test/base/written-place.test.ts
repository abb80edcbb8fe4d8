import { expect, test } from 'vitest';
import { placeInFile } from '../../src/base/written-place.js';

/** Where a word of a text stands: in the text as templates count, and in the file. */
function found(source: string, start: readonly [number, number], at: readonly [number, number]): string {
  const [line, column] = at;
  const [firstLine, firstColumn] = start;
  const place = placeInFile({ file: 'f', line, column }, { file: 'f', line: firstLine, column: firstColumn }, source);
  return (source.split('\n')[place.line - 1] ?? '').slice(place.column - 1).replace(/\W.*/, '');
}

test.each([
  ['a plain text', 'a: {{x}} word', [1, 4], [1, 10]],
  ['a quoted text', 'a: "{{x}} word"', [1, 4], [1, 10]],
  ['the first line of a block', 'a: |\n  word {{ x }}\n', [1, 4], [1, 4]],
  ['a further line of a block', 'a: |\n  {{ x }}\n  {{ word }}\n', [1, 4], [2, 4]],
  ['a folded block', 'a: >-\n  one two\n  three word\n', [1, 4], [1, 18]],
  ['a quoted text over several lines', 'a: "one two\n  three word"\n', [1, 4], [1, 18]],
] as const)('%s', (_case, source, start, at) => {
  expect(found(source, start, at)).toBe('word');
});

test('a place that begins the text, or is in another file, is as it was', () => {
  const at = { file: 'f', line: 1, column: 4 };
  expect(placeInFile(at, at, 'a: "x"')).toBe(at);
  expect(placeInFile(at, { ...at, file: 'g' }, 'a: "x"')).toBe(at);
});
