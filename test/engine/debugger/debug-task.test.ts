import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { runAnsibleProgram } from '../../../src/cli/as/run-ansible-program.js';
import { memoryEnvironment } from '../../inventory/memory-environment.js';

let directory: string;

beforeAll(() => {
  directory = mkdtempSync(join(tmpdir(), 'provision-debugger-'));
  const tasks = '[{name: check, assert: {that: wanted}, vars: {wanted: false}}, {debug: {msg: reached}}]';
  writeFileSync(
    join(directory, 'site.yml'),
    `- hosts: web\n  gather_facts: false\n  strategy: debug\n  tasks: ${tasks}\n`,
  );
});
afterAll(() => rmSync(directory, { recursive: true }));

async function play(...answers: string[]): Promise<{ code: number; output: string }> {
  const environment = {
    ...memoryEnvironment(directory, { answers, variables: { HOME: directory } }),
    isInteractive: true,
  };
  return {
    code: await runAnsibleProgram('ansible-playbook', ['-i', 'web,', 'site.yml'], environment),
    output: environment.output(),
  };
}

test('a variable that was changed counts after update_task, and what is done again has not failed', async () => {
  const { code, output } = await play('p task', 'p task_vars.wanted', 'task_vars["wanted"] = true', 'u', 'r');
  expect(code).toBe(0);
  expect(output).toContain('TASK: check\nFalse\n');
  expect(output).toMatch(/ok=2 .*failed=0/);
});

test.each([
  ['c', 'continue leaves the failure as it is'],
  ['q', 'quit ends the run'],
  ['nothing(\nc', 'a mistake is told, and the next answer counts'],
])('%j: %s', async (answers) => {
  const { code, output } = await play(...answers.split('\n'));
  expect(code).toBe(2);
  expect(output).not.toContain('"msg": "reached"');
});
