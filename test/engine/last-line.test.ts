import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { followOutput, tellEvery } from '../../src/engine/last-line.js';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** What is told of these pieces, a quarter of a second after each. */
function told(...pieces: readonly (string | Buffer)[]): string[] {
  const lines: string[] = [];
  const following = followOutput((line) => lines.push(line));
  for (const piece of pieces) {
    following.onOutput(Buffer.from(piece), 'stdout');
    vi.advanceTimersByTime(tellEvery);
  }
  following.end();
  return lines;
}

test.each([
  ['the last of several lines', ['one\ntwo\nthree\n'], ['three']],
  ['only whole lines: half of one might be half a secret', ['one\npass', 'word\n'], ['one', 'password']],
  ['empty lines say nothing', ['one\n\n  \n'], ['one']],
  ['a bar is drawn over itself', ['10 %\r20 %\r', '30 %\r'], ['20 %', '30 %']],
  ['characters may be cut in two', [Buffer.from('ü\n').subarray(0, 1), Buffer.from('ü\n').subarray(1)], ['ü']],
  ['what never ends is no line', ['x'.repeat(9000), 'y'.repeat(9000)], []],
])('%s', (_case, pieces, lines) => {
  expect(told(...pieces)).toEqual(lines);
});

test('many lines at once are told of once', () => {
  const tell = vi.fn();
  const following = followOutput(tell);
  for (let count = 0; count < 100; count++) following.onOutput(Buffer.from(`line ${count}\n`), 'stdout');
  vi.advanceTimersByTime(10 * tellEvery);
  expect(tell.mock.calls).toEqual([['line 99']]);
});

test('a program that has ended by then is not told of', () => {
  const tell = vi.fn();
  const following = followOutput(tell);
  following.onOutput(Buffer.from('done\n'), 'stdout');
  following.end();
  vi.advanceTimersByTime(10 * tellEvery);
  expect(tell).not.toHaveBeenCalled();
});

test('the two streams are lines of their own', () => {
  const tell = vi.fn();
  const following = followOutput(tell);
  following.onOutput(Buffer.from('half of '), 'stdout');
  following.onOutput(Buffer.from('a warning\n'), 'stderr');
  vi.advanceTimersByTime(tellEvery);
  expect(tell.mock.calls).toEqual([['a warning']]);
});
