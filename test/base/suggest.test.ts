import { describe, expect, test } from 'vitest';
import { codeFrame } from '../../src/base/frame.js';
import { didYouMean, findNearest } from '../../src/base/suggest.js';

describe('the nearest name', () => {
  test.each([
    ['tempalte', ['template', 'copy'], 'template'],
    ['promethues_retention', ['prometheus_retention', 'retention'], 'prometheus_retention'],
    ['File', ['file', 'fail'], 'file'],
    ['xyz', ['template', 'copy'], undefined],
    ['cpy', ['copy', 'cron'], 'copy'],
  ])('%s', (typed, candidates, wanted) => {
    expect(findNearest(typed, candidates)).toBe(wanted);
  });

  test('is put as a question', () => {
    expect(didYouMean('hosst', ['hosts'])).toBe('did you mean "hosts"?');
    expect(didYouMean('nothing', ['like', 'this'])).toBeUndefined();
  });
});

describe('a code frame', () => {
  test('shows the line with its neighbours and points at the column', () => {
    const text = 'one\ntwo\nthree\nfour\n';
    expect(codeFrame(text, { file: 'f', line: 2, column: 3 })).toBe('1 │ one\n2 │ two\n  │   ^\n3 │ three');
  });

  test('keeps within the file', () => {
    expect(codeFrame('only', { file: 'f', line: 1, column: 1 })).toBe('1 │ only\n  │ ^^^^');
  });
});
