import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { loadTree } from '../../../src/modules/copy/local-tree.js';

let root = '';
beforeAll(() => {
  root = mkdtempSync(join(tmpdir(), 'provision-tree-'));
  mkdirSync(join(root, 'a/b'), { recursive: true });
  mkdirSync(join(root, 'c'));
  for (const path of ['a/one', 'a/b/two', 'c/three', 'z']) writeFileSync(join(root, path), path);
  symlinkSync('c', join(root, 'd'));
  symlinkSync('nowhere', join(root, 'b'));
  symlinkSync('e', join(root, 'e'));
});
afterAll(() => rmSync(root, { recursive: true }));

const files = { readFile: (): Buffer => Buffer.alloc(0) };

test.each([
  [true, ['.', 'b', 'e', 'z', 'a', 'a/one', 'a/b', 'a/b/two', 'c', 'c/three', 'd', 'd/three']],
  [false, ['.', 'b', 'd', 'e', 'z', 'a', 'a/one', 'a/b', 'a/b/two', 'c', 'c/three']],
])('files come before directories, each before what is in it; links followed: %s', (follow, wanted) => {
  const found = loadTree(files, root, { decrypt: true, follow });
  expect(found.map(({ relative }) => relative)).toEqual(wanted);
});
