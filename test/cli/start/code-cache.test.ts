import { chmodSync, existsSync, mkdtempSync, readdirSync, rmSync, utimesSync, mkdirSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { openCodeCache } from '../../../src/cli/start/code-cache.js';

const root = mkdtempSync(join(tmpdir(), 'provision-code-'));
const directory = join(root, 'build');
const me = process.getuid?.();
const code = Buffer.from('compiled');

afterEach(() => rmSync(root, { recursive: true, force: true }));

test('what is stored is found again, and leaves nothing else behind', () => {
  const cache = openCodeCache(directory, me);
  expect(cache.find('main')).toBeUndefined();
  cache.store(new Map([['main', code]]));
  expect(cache.find('main')).toEqual(code);
  expect(cache.find('other')).toBeUndefined();
  expect(readdirSync(directory)).toEqual(['main']);
});

test('code is not taken from a directory that others can write to, or that is of another user', () => {
  const cache = openCodeCache(directory, me);
  cache.store(new Map([['main', code]]));
  expect(openCodeCache(directory, (me ?? 0) + 1).find('main')).toBeUndefined();
  chmodSync(directory, 0o770);
  expect(cache.find('main')).toBeUndefined();
  cache.store(new Map([['other', code]]));
  expect(readdirSync(directory)).toEqual(['main']);
});

test('where nothing can be written, nothing is kept and nothing fails', () => {
  mkdirSync(root, { recursive: true });
  writeFileSync(join(root, 'file'), '');
  const cache = openCodeCache(join(root, 'file', 'build'), me);
  cache.store(new Map([['main', code]]));
  expect(cache.find('main')).toBeUndefined();
});

test('the code of builds that were not stored for a month goes', () => {
  const old = join(root, 'old');
  const recent = join(root, 'recent');
  for (const path of [old, recent]) mkdirSync(path, { recursive: true });
  utimesSync(old, new Date(0), new Date(0));
  openCodeCache(directory, me).store(new Map([['main', code]]));
  expect([old, recent].map((path) => existsSync(path))).toEqual([false, true]);
});
