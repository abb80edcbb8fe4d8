import { chmodSync, mkdirSync, mkdtempSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { findSocketPath, isPrivate, keepDirectories, makePrivate } from '../../../src/cli/keep/place.js';

const root = mkdtempSync(join(tmpdir(), 'provision-place-'));
const user = process.getuid?.() ?? -1;
afterAll(() => rmSync(root, { recursive: true }));

/** A directory of the test, made by a function. */
function place(name: string, make: (path: string) => void = () => undefined): string {
  const path = join(root, name);
  make(path);
  return path;
}

test.each([
  ['is not there', place('new'), true],
  ['is deep', place('a/b/c'), true],
  ['is ours', place('ours', (path) => mkdirSync(path, { mode: 0o700 })), true],
  ['is open to the group', place('group', (path) => (mkdirSync(path), chmodSync(path, 0o750))), false],
  ['is open to all', place('all', (path) => (mkdirSync(path), chmodSync(path, 0o777))), false],
  ['is a link', place('link', (path) => symlinkSync(root, path)), false],
  ['is a file', place('file', (path) => writeFileSync(path, '')), false],
  ['is below a file', place('file/below'), false],
])('a directory that %s', (_case, path, isGood) => {
  expect(makePrivate(path, user)).toBe(isGood);
  if (isGood) expect(statSync(path).mode & 0o777).toBe(0o700);
});

test("another user's directory is refused", () => {
  expect(
    makePrivate(
      place('theirs', (path) => mkdirSync(path, { mode: 0o700 })),
      user + 1,
    ),
  ).toBe(false);
});

test('the first directory that can be used is taken', () => {
  const good = place('good');
  const open = place('open', (path) => (mkdirSync(path), chmodSync(path, 0o777)));
  expect(findSocketPath('x.sock', [open, good], user)).toBe(join(good, 'x.sock'));
  expect(findSocketPath('x.sock', [open], user)).toBeUndefined();
});

test('a path that is too long for a socket is passed over', () => {
  const long = place('l'.repeat(120));
  expect(findSocketPath('x.sock', [long, place('good')], user)).toBe(join(root, 'good', 'x.sock'));
});

test.each([
  [0o600, true],
  [0o666, false],
  [0o610, false],
])('a socket with mode %o', async (mode, isGood) => {
  const path = join(root, `socket-${mode}`);
  const server = createServer().listen(path);
  await new Promise((resolve) => server.once('listening', resolve));
  chmodSync(path, mode);
  expect(isPrivate(path, user, 'socket')).toBe(isGood);
  expect(isPrivate(path, user, 'directory')).toBe(false);
  server.close();
});

test('runtime directory, cache and temporary directory are looked at, when they are there', () => {
  const directories = keepDirectories({ XDG_RUNTIME_DIR: root }, root, 7);
  expect(directories).toEqual([
    join(root, 'provision'),
    join(root, '.cache', 'provision', 'keep'),
    join(tmpdir(), 'provision-7'),
  ]);
  expect(keepDirectories({ XDG_RUNTIME_DIR: join(root, 'none') }, undefined, 7)).toEqual([
    join(tmpdir(), 'provision-7'),
  ]);
});
