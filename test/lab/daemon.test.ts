import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { platform } from 'node:process';
import { expect, test as base } from 'vitest';
import { childrenOf, findDaemon, startDaemon, stopDaemon } from './daemon.js';
import { until } from './until.js';

const onLinux = base.extend<{ files: { pidFile: string; logFile: string } }>({
  files: async ({}, use) => {
    const directory = await mkdtemp(join(tmpdir(), 'daemon-'));
    const files = { pidFile: join(directory, 'pid'), logFile: join(directory, 'log') };
    await use(files);
    await stopDaemon(files.pidFile);
    await rm(directory, { recursive: true });
  },
});
const test = onLinux.skipIf(platform !== 'linux');

test('is found while it runs and gone after it was stopped', async ({ files }) => {
  const pid = await startDaemon({ ...files, command: 'sh', args: ['-c', 'echo started; exec sleep 60'] });
  expect(await findDaemon(files.pidFile)).toBe(pid);
  await until('the daemon says something', 5, async () => (await readFile(files.logFile, 'utf8')) || undefined);
  expect(await readFile(files.logFile, 'utf8')).toBe('started\n');
  await stopDaemon(files.pidFile);
  expect(await findDaemon(files.pidFile)).toBeUndefined();
});

test('another process with the same id is not taken for it', async ({ files }) => {
  await writeFile(files.pidFile, `${process.pid} 1\n`);
  expect(await findDaemon(files.pidFile)).toBeUndefined();
});

test('a program that does not exist is an error', async ({ files }) => {
  await expect(startDaemon({ ...files, command: 'no-such-program', args: [] })).rejects.toThrow('ENOENT');
});

test('its children are known', async ({ files }) => {
  const pid = await startDaemon({ ...files, command: 'sh', args: ['-c', 'sleep 60 & wait'] });
  const children = await until('there is a child', 5, async () => {
    const found = await childrenOf(pid);
    return found.length > 0 ? found : undefined;
  });
  expect(children).toHaveLength(1);
  for (const child of children) process.kill(child);
});
