import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { projectDirectory, RunSummary } from './provision.js';
import { newSecrets, vaultText } from './secrets.js';
import { openScreen } from './screen.js';

test('a run is summed up from its events', () => {
  const said: string[] = [];
  const summary = new RunSummary((line) => said.push(line));
  const task = {
    id: 1,
    name: 'Write the file',
    title: 'Write the file',
    node: 1,
    action: 'copy',
    handler: false,
    check: false,
  };
  const result = { ignored: false, changes: [], diffs: [], result: {}, duration: 1 };
  summary.read({ type: 'task start', task, hosts: ['one', 'two'] });
  summary.read({ type: 'host end', task, result: { ...result, host: 'one', status: 'ok' } });
  summary.read({ type: 'host end', task, result: { ...result, host: 'two', status: 'changed' } });
  expect(summary).toMatchObject({ changes: ['Write the file on two'], isComplete: false, problem: undefined });
  const failed = { ...result, host: 'one', status: 'failed', error: { message: 'no space left' } } as const;
  summary.read({ type: 'host end', task, result: failed });
  summary.read({ type: 'run end', counts: {}, exitCode: 2, duration: 3 });
  expect(summary).toMatchObject({ isComplete: true, problem: 'no space left' });
  expect(said).toEqual(['Write the file']);
});

test('the vault has every key that the shipped example demands', async () => {
  const example = await readFile(join(projectDirectory, 'vault', 'observer.example.yml'), 'utf8');
  const keys = (text: string) => [...text.matchAll(/^(\w+):/gm)].map(([, key]) => key).sort();
  expect(keys(vaultText(newSecrets()))).toEqual(keys(example));
});

test('no two demos share a secret, and none holds a character that needs care', () => {
  const texts = [vaultText(newSecrets()), vaultText(newSecrets())];
  const values = texts.flatMap((text) => [...text.matchAll(/: (\S+)$/gm)].map(([, value]) => value));
  expect(new Set(values).size).toBe(values.length);
  for (const value of values) expect(value).toMatch(/^[a-z][a-z0-9]{15,}$/);
});

test('without a terminal each step has a line when it begins and when it ends', async () => {
  const written: string[] = [];
  const { step } = openScreen({ write: (text) => written.push(text) });
  await step('hosts', (progress) => Promise.resolve(progress('one is up')));
  await expect(step('images', () => Promise.reject(new Error('broken')))).rejects.toThrow('broken');
  const steady = written.join('').replaceAll(/\d+:\d\d/g, 'T');
  expect(steady).toBe('T  hosts ...\nT  hosts: one is up\nT  ✓ hosts (T)\nT  images ...\nT  ✗ images (T)\n');
});

test('on a terminal a step leaves one line', async () => {
  const written: string[] = [];
  const { step } = openScreen({ isTTY: true, columns: 40, write: (text) => written.push(text) });
  await step('hosts', (progress) => Promise.resolve(progress('x'.repeat(100))));
  const lines = written.join('').split('\n');
  expect(lines).toHaveLength(2);
  for (const drawn of written.slice(0, -1)) expect(drawn.replace('\r\x1b[K', '').length).toBeLessThan(40);
});
