import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { writeRetryFile } from '../../src/cli/retry-file.js';
import { loadConfiguration } from '../../src/config/load-configuration.js';
import { memoryEnvironment } from '../inventory/memory-environment.js';

let directory: string;
beforeAll(() => {
  directory = mkdtempSync(join(tmpdir(), 'provision-retry-'));
});
afterAll(() => rmSync(directory, { recursive: true }));

const hosts = new Map([
  ['b', { hasFailed: true, isUnreachable: false }],
  ['ok', { hasFailed: false, isUnreachable: false }],
  ['a', { hasFailed: false, isUnreachable: true }],
]);

function write(variables: Record<string, string>, all = hosts): readonly string[] {
  const environment = memoryEnvironment(directory);
  const configuration = loadConfiguration({ environment: variables, directory, home: directory });
  writeRetryFile({ path: join(directory, 'site.yml'), hosts: all }, configuration, environment);
  return environment.notes;
}

test('without the setting nothing is written', () => {
  expect(write({})).toEqual([]);
  expect(existsSync(join(directory, 'site.retry'))).toBe(false);
});

test('the hosts that failed stand in a file that a limit can name', () => {
  expect(write({ ANSIBLE_RETRY_FILES_ENABLED: 'yes' }).join('')).toContain(`--limit @${directory}/site.retry`);
  expect(readFileSync(join(directory, 'site.retry'), 'utf8')).toBe('a\nb\n');
});

test('a directory that is not there is an error', () => {
  const variables = { ANSIBLE_RETRY_FILES_ENABLED: 'yes', ANSIBLE_RETRY_FILES_SAVE_PATH: join(directory, 'none') };
  expect(() => write(variables)).toThrow(expect.objectContaining({ code: 'E0005' }));
});
