import { expect, test } from 'vitest';
import { archiveOf, type ArchiveOptions } from '../../../src/modules/unarchive/archive.js';
import { sh } from '../../../src/shell/script.js';

const options: ArchiveOptions = {
  isZip: false,
  archive: sh`/tmp/a`,
  dest: '/d',
  include: [],
  exclude: [],
  extra: [],
  keepNewer: false,
  sets: { owner: false, group: false, mode: false },
  isRoot: true,
};

test.each([
  ['x: Contents differ', true],
  ['x: Size differs', true],
  ['x: Mod time differs', true],
  ['x: Mode differs', true],
  ['x: Uid differs', true],
  ['/usr/bin/tar: x: Warning: Cannot stat: No such file or directory', true],
  ['/usr/bin/tar: : Warning: Cannot stat: No such file or directory', false],
  ['x', false],
])('tar says "%s": a difference is %s', (line, expected) => {
  expect(archiveOf('a.tgz', options).isDifference(line)).toBe(expected);
});

test('what the task sets by itself, or the user cannot set, is no difference', () => {
  const set = archiveOf('a.tgz', { ...options, isRoot: false, sets: { owner: false, group: false, mode: true } });
  expect(['x: Mode differs', 'x: Uid differs', 'x: Gid differs'].map((line) => set.isDifference(line))).toEqual([
    false,
    false,
    false,
  ]);
});

test.each([
  ['a.tar', false, 'TarArchive'],
  ['a.tar.gz', false, 'TgzArchive'],
  ['a.tar.xz', false, 'TarXzArchive'],
  ['a', true, 'ZipArchive'],
])('%s, zip %s: %s', (name, isZip, handler) => {
  expect(archiveOf(name, { ...options, isZip }).handler).toBe(handler);
});
