import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { execa } from 'execa';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { playbookRuns } from './playbook-cases.js';
import { readEvents, type PlaybookLog } from './playbook-log.js';

const build = fileURLToPath(new URL('../../scripts/build.mjs', import.meta.url));
const runs = playbookRuns().map((run) => [run.name, run] as const);

/** The same tasks on the same hosts in the same order, the same messages, recap and exit code as real Ansible's. */
describe.concurrent('playbooks run as ansible-playbook runs them', () => {
  const directory = mkdtempSync(join(tmpdir(), 'provision-playbooks-'));
  const command = join(directory, 'provision.mjs');

  // One file starts many times faster than the sources do.
  beforeAll(async () => {
    await execa('node', [build, command]);
  }, 120_000);
  afterAll(() => rmSync(directory, { recursive: true }));

  test.each(runs)('%s', { timeout: 120_000 }, async (_name, { directory: cwd, args, expected }) => {
    const given = ['-i', '../hosts.ini', 'site.yml', '--output', 'ndjson', ...args];
    const run = await execa('node', [command, ...given], { cwd, reject: false, env: { ANSIBLE_CONFIG: '/dev/null' } });
    const log = readEvents(run.stdout, run.exitCode ?? -1);
    expect(log, run.stderr).toEqual(JSON.parse(readFileSync(expected, 'utf8')) as PlaybookLog);
  });
});
