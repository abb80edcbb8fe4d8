import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { DurationStore } from '../../../src/cli/records/duration-store.js';
import type { HostStatus } from '../../../src/events/event.js';
import { task } from '../../reporters/screens.js';

const build = task('build', { at: { file: '/site/tasks.yml', line: 3, column: 7 } });
let directory: string;
beforeEach(() => (directory = mkdtempSync(join(tmpdir(), 'provision-durations-'))));
afterEach(() => rmSync(directory, { recursive: true }));

function open(): DurationStore {
  return new DurationStore(join(directory, 'durations.json'), (message) => {
    throw new Error(message);
  });
}

/** A run in which the task took so long on each host. */
function run(durations: Readonly<Record<string, number>>, status: HostStatus = 'changed'): void {
  const store = open();
  for (const [host, duration] of Object.entries(durations))
    store.report({
      type: 'host end',
      task: build,
      result: { host, status, ignored: false, changes: [], diffs: [], result: {}, duration },
    });
  store.close();
}

test('the middle of the last five runs on the host', () => {
  for (const duration of [90_000, 5000, 4000, 20_000, 6000, 5500]) run({ a: duration });
  expect(open().usual(build, 'a')).toBe(5500);
});

test('a task that has moved in its file is the same, another one is not', () => {
  run({ a: 5000 });
  expect(open().usual({ ...build, id: 99, at: { file: '/site/tasks.yml', line: 30, column: 7 } }, 'a')).toBe(5000);
  expect(open().usual({ ...build, title: 'other' }, 'a')).toBeUndefined();
});

test('a host that is new is expected to take as long as others', () => {
  run({ a: 5000, b: 7000, c: 6000 });
  expect(open().usual(build, 'd')).toBe(6000);
});

test('what was quick, or failed, is not remembered', () => {
  run({ a: 999 });
  run({ a: 8000 }, 'failed');
  expect(open().usual(build, 'a')).toBeUndefined();
});

test('a damaged file tells nothing, and is replaced', () => {
  writeFileSync(join(directory, 'durations.json'), '{"build');
  expect(open().usual(build, 'a')).toBeUndefined();
  run({ a: 5000 });
  expect(open().usual(build, 'a')).toBe(5000);
});
