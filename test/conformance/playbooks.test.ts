import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { execa } from 'execa';
import { describe, expect, test } from 'vitest';
import { readEvents, type PlaybookLog } from './playbook-log.js';

const directory = fileURLToPath(new URL('playbooks', import.meta.url));
const main = fileURLToPath(new URL('../../src/cli/main.ts', import.meta.url));
const cases = readdirSync(directory, { withFileTypes: true }).filter((entry) => entry.isDirectory());

const read = (path: string): unknown => JSON.parse(readFileSync(path, 'utf8'));

/** The same tasks on the same hosts in the same order, the same messages, recap and exit code as real Ansible's. */
describe('playbooks run as ansible-playbook runs them', () => {
  test.each(cases.map(({ name }) => name))('%s', { timeout: 120_000 }, async (name) => {
    const cwd = join(directory, name);
    const extra = existsSync(join(cwd, 'arguments.json')) ? (read(join(cwd, 'arguments.json')) as string[]) : [];
    const args = ['--import', 'tsx', main, '-i', '../hosts.ini', 'site.yml', '--output', 'ndjson', ...extra];
    const run = await execa('node', args, { cwd, reject: false, env: { ANSIBLE_CONFIG: '/dev/null' } });
    const log = readEvents(run.stdout, run.exitCode ?? -1);
    expect(log, run.stderr).toEqual(read(join(cwd, 'expected.json')) as PlaybookLog);
  });
});
