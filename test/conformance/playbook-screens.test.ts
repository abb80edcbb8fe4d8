import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { execa } from 'execa';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { playbookRuns, screenEnvironment, screenRuns } from './playbook-cases.js';
import { comparableScreen } from './playbook-screen.js';

const build = fileURLToPath(new URL('../../scripts/build.mjs', import.meta.url));

/** Runs that are meant to print something else, with the reason. */
const different: ReadonlyMap<string, string> = new Map([
  ['loop-control', 'a loop over a mapping has a better hint'],
  ['magic', 'a name of a variable that a template makes is told where the template is written'],
  ['role-arguments', 'wrong arguments of a role are told where it is included'],
  ['unreachable', 'why a host is not reached is told in other words than those of ssh'],
  ['no-log', 'under no_log the error is hidden too'],
  ['roles (vv)', 'of a template into a device more is told'],
  ['trust', 'a condition that the item of a loop brings is told where the task is written'],
]);

const runs = playbookRuns()
  .filter(({ name }) => !different.has(name))
  .flatMap(screenRuns)
  .filter(({ name, screen }) => existsSync(screen) && !different.has(name))
  .map((run) => [run.name, run] as const);

/** What ansible-playbook prints, byte for byte but for times, job numbers and the order of hosts within a task. */
describe.concurrent('provision as ansible-playbook prints what ansible-playbook prints', () => {
  const directory = mkdtempSync(join(tmpdir(), 'provision-screens-'));
  const command = join(directory, 'provision.mjs');

  beforeAll(async () => {
    await execa('node', [build, command]);
  }, 120_000);
  afterAll(() => rmSync(directory, { recursive: true }));

  test.each(runs)('%s', { timeout: 120_000 }, async (_name, screenRun) => {
    const { directory: cwd, args, screen, notices } = screenRun;
    const given = ['as', 'ansible-playbook', '-i', '../hosts.ini', 'site.yml', ...args];
    const run = await execa('node', [command, ...given], { cwd, reject: false, env: screenEnvironment(screenRun) });
    expect(`${comparableScreen(run.stdout, cwd)}\n`, run.stderr).toBe(readFileSync(screen, 'utf8'));
    if (notices !== undefined) expect(`${run.stderr.replaceAll(cwd, '<case>')}\n`).toBe(readFileSync(notices, 'utf8'));
  });
});
