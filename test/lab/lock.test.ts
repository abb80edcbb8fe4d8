import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test as base } from 'vitest';
import { tryLock, unlock, withLock } from './lock.js';

const test = base.extend<{ lock: string }>({
  lock: async ({}, use) => {
    const directory = await mkdtemp(join(tmpdir(), 'lock-'));
    await use(join(directory, 'lock'));
    await rm(directory, { recursive: true });
  },
});

test('only one of many gets the lock', async ({ lock }) => {
  const answers = await Promise.all(Array.from({ length: 20 }, () => tryLock(lock)));
  expect(answers.filter(Boolean)).toHaveLength(1);
});

test('a lock that was given back can be had again', async ({ lock }) => {
  expect(await tryLock(lock)).toBe(true);
  expect(await tryLock(lock)).toBe(false);
  await unlock(lock);
  expect(await tryLock(lock)).toBe(true);
});

test('the lock of a process that is gone is taken over', async ({ lock }) => {
  await mkdir(lock);
  // No process has an id this large.
  await writeFile(join(lock, 'owner'), '99999999');
  expect(await tryLock(lock)).toBe(true);
});

test('work under one lock never overlaps, and a failure frees the lock', async ({ lock }) => {
  let inside = 0;
  const seen: number[] = [];
  const work = async () => {
    seen.push(++inside);
    await Promise.resolve();
    inside--;
  };
  await expect(withLock(lock, () => Promise.reject(new Error('broken')))).rejects.toThrow('broken');
  await Promise.all([withLock(lock, work), withLock(lock, work), withLock(lock, work)]);
  expect(seen).toEqual([1, 1, 1]);
});
