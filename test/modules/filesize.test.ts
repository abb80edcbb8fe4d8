import { describe, expect, test } from 'vitest';
import { filesize } from '../../src/modules/filesize.js';
import { readable, wantedSize } from '../../src/modules/filesize/size.js';
import { Float } from '../../src/values/value.js';
import { failureOf } from './failure.js';
import { talk } from './talk.js';
import { target, withDefaults } from './target.js';
import { textFile } from './text-file.js';

describe('sizes', () => {
  test.each([
    ['1M', undefined, [256, 4096]],
    ['1.5MB', undefined, [1500, 1000]],
    ['1.5kB', undefined, [1500, 1]],
    ['10', '1k', [10, 1024]],
    [0, undefined, [0, 4096]],
    [new Float(1.00001), undefined, [2, 4096]],
    ['20k', '512B', [40, 512]],
  ])('%s in blocks of %s', (size, blocksize, [blocks, each]) => {
    expect(wantedSize(size, blocksize)).toMatchObject({ blocks, blocksize: each });
  });

  test.each(['20q', '-3', 'M', ''])('no size: %s', (size) => {
    expect(failureOf(() => wantedSize(size, undefined)).message).toMatch(/^invalid size/);
  });

  test.each([
    [0, '0 B', '0 B'],
    [10_240, '10.0 KiB', '10.24 kB'],
    [1_500_000, '1.43 MiB', '1.5 MB'],
  ])('%i for people', (bytes, iec, si) => {
    expect([readable(bytes, 1024), readable(bytes, 1000)]).toEqual([iec, si]);
  });
});

describe('filesize', () => {
  const run = (given: object, text?: string) =>
    talk(filesize.run(withDefaults(filesize, { path: '/d/f', size: 8, blocksize: 1, ...given }), target), {
      answers: { ...textFile('/d/f', text), 'stat {"path":"/d","follow":true}': { exists: true, kind: 'directory' } },
      check: true,
    });

  test.each([
    ['new', {}, undefined, 'seek=0 count=8'],
    ['grown', {}, 'abc', 'seek=3 count=5'],
    ['cut', { size: 2 }, 'abc', 'seek=2 count=0'],
    ['with a hole', { sparse: true }, 'abc', 'seek=8 count=0'],
    ['written anew', { force: true }, '12345678', 'seek=0 count=8'],
  ])('%s', (_case, given, text, words) => {
    const { result, said } = run(given, text);
    expect(said[0]).toContain(words);
    expect(result.changed).toBe(true);
  });

  test('right already', () => {
    expect(run({}, '12345678').result).toMatchObject({ changed: false, size_diff: 0 });
  });
});
