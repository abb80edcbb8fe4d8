import { afterEach, expect, test } from 'vitest';
import { makeSite, type Site } from '../../cli/records/site.js';

const playbook = `
- hosts: a
  gather_facts: false
  tasks:
    - name: copies
      command: test -e {{ directory }}/good
      changed_when: false
`;

let site: Site;
afterEach(() => site.remove());

test('--debug-on-fail offers a shell on the host, in which the failure can be mended', async () => {
  site = makeSite({ 'site.yml': playbook });
  const { directory } = site;
  const answers = ['shell', `cd ${directory}`, 'pwd', 'ls nothing-here', 'touch good', 'exit', 'retry'];
  const { code, output } = await site.provision(
    ['site.yml', '-e', `directory=${directory}`, '--debug-on-fail'],
    answers,
  );
  expect(output).toContain(`\n${directory}\n`);
  expect(output).toMatch(/nothing-here[^]*\(exit status \d\)/);
  expect(code).toBe(0);
});

test('arguments can be edited before the task is done again', async () => {
  site = makeSite({ 'site.yml': playbook });
  const answers = ['p task.args', 'task.args["_raw_params"] = "true"', 'r'];
  expect(await site.provision(['site.yml', '-e', 'directory=/x', '--debug-on-fail'], answers)).toMatchObject({
    code: 0,
    output: expect.stringContaining('/x/good'),
  });
});

test('without a terminal the run goes on', async () => {
  site = makeSite({ 'site.yml': playbook });
  expect((await site.provision(['site.yml', '-e', 'directory=/x', '--debug-on-fail'])).code).toBe(2);
});
