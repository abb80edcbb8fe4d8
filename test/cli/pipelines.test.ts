import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { makeSite, type Site } from './records/site.js';

const playbook = `
- name: "100% web, and: more"
  hosts: all
  gather_facts: false
  tasks:
    - block: [{ name: tries, command: "false" }]
      rescue: [{ debug: { msg: rescued } }]
    - name: "breaks: here"
      fail: { msg: "one\\ntwo, 50%" }
      when: inventory_hostname == 'b'
`;

let site: Site;
afterEach(() => site.remove());

function run(variables: Readonly<Record<string, string>>, ...flags: string[]): Promise<{ output: string }> {
  return site.provision(['site.yml', ...flags], undefined, variables);
}

test('on GitHub plays are groups, failures annotate their line, and the step has a summary', async () => {
  site = makeSite({ 'site.yml': playbook, 'summary.md': 'before\n' });
  const summary = join(site.directory, 'summary.md');
  const github = { GITHUB_ACTIONS: 'true', GITHUB_WORKSPACE: site.directory, GITHUB_STEP_SUMMARY: summary };
  const { output } = await run(github);
  expect(output).toMatch(/::group::100%25 web, and: more\n[^]*::endgroup::\n[^]*::error /);
  expect(output.match(/^::error .*/gm)).toEqual([
    '::error file=site.yml,line=8,col=7,title=breaks%3A here on b::one%0Atwo, 50%25',
  ]);
  expect(readFileSync(summary, 'utf8')).toMatch(/^before\n## ❌ site\.yml/);
});

test('on GitLab plays are sections', async () => {
  site = makeSite({ 'site.yml': playbook });
  const { output } = await run({ GITLAB_CI: 'true' });
  expect(output).toMatch(/\u001b\[0Ksection_start:\d+:provision_play_1\r\u001b\[0K100% web, and: more\n/);
  expect(output).toMatch(/\u001b\[0Ksection_end:\d+:provision_play_1\r\u001b\[0K\n/);
});

test('output for programs, and what Ansible prints, have nothing of it', async () => {
  site = makeSite({ 'site.yml': playbook });
  const both = { GITHUB_ACTIONS: 'true', GITLAB_CI: 'true' };
  expect((await run(both, '--output', 'ndjson')).output).not.toMatch(/::|section_/);
  const ansible = await site.provision(['as', 'ansible-playbook', '-i', 'inventory', 'site.yml'], undefined, both);
  expect(ansible.output).not.toMatch(/::group|section_/);
});
