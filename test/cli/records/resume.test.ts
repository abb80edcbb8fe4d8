import { readFileSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { makeSite, type Site } from './site.js';

/** Each task leaves a line in `log` when it really runs. */
const playbook = `
- name: Deploy
  hosts: all
  gather_facts: false
  tasks:
    - name: answer
      shell: echo answer {{ inventory_hostname }} | tee -a log
      register: answer
    - name: facts
      set_fact: { number: 1.5, when: "{{ answer.stdout }}" }
    - name: once
      shell: echo once | tee -a log
      run_once: true
      register: shared
    - name: each
      shell: echo {{ item }} {{ inventory_hostname }} >> log
      loop: [x, y]
    - include_tasks: part.yml
      loop: [1, 2]
      loop_control: { loop_var: part }
    - block:
        - name: tries
          shell: echo tries {{ inventory_hostname }} >> log; exit 1
      rescue:
        - name: rescues
          shell: echo rescues {{ inventory_hostname }} >> log
    - name: breaks
      shell: test -e good || test {{ inventory_hostname }} = a
    - name: tells
      debug: { msg: "{{ answer.stdout }} {{ number + 1 }} {{ shared.stdout }} {{ when }} {{ ansible_failed_task.name }}" }
`;
const part = '- name: part\n  shell: echo part {{ part }} {{ inventory_hostname }} >> log\n';

let site: Site;
afterEach(() => site.remove());

function begin(): Site {
  site = makeSite({ 'site.yml': playbook, 'part.yml': part });
  return site;
}

const log = ({ directory }: Site): string[] => readFileSync(join(directory, 'log'), 'utf8').trim().split('\n');

test('a resumed run goes on per host with what was registered, and does nothing twice', async () => {
  const { provision, write } = begin();
  expect((await provision(['site.yml'])).code).toBe(2);
  const before = log(site).sort();
  expect(before).toHaveLength(2 + 1 + 4 + 4 + 2 + 2);
  // It can be resumed as often as it fails.
  const again = await provision(['site.yml', '--resume']);
  expect(again).toMatchObject({ code: 2, notes: expect.stringContaining('a has finished 10, b has finished 7 tasks') });
  write('good', '');
  const resumed = await provision(['site.yml', '--resume']);
  expect(log(site).sort()).toEqual(before);
  expect(resumed.code).toBe(0);
  expect(resumed.output).toContain('answer b 2.5 once answer b tries');
  expect(await provision(['site.yml', '--resume'])).toMatchObject({ code: 1, notes: expect.stringContaining('E0009') });
});

test('a task that was edited or added since is done, the others are not', async () => {
  const { provision, write } = begin();
  await provision(['site.yml']);
  rmSync(join(site.directory, 'log'));
  write('good', '');
  const added = '    - name: added\n      shell: echo added >> log\n      run_once: true\n    - include_tasks';
  write('site.yml', playbook.replace('loop: [x, y]', 'loop: [x]').replace('    - include_tasks', added));
  expect((await provision(['site.yml', '--resume'])).code).toBe(0);
  expect(log(site).sort()).toEqual(['added', 'x a', 'x b']);
});

test('what holds a secret is not written down, and is done again', async () => {
  const { provision, write, directory } = begin();
  write('secrets.yml', 'token: very-secret-token\n');
  write('password', 'open sesame');
  await provision(['vault', 'encrypt', 'secrets.yml', '--vault-password-file', 'password']);
  const secret = `
- hosts: a
  gather_facts: false
  vars_files: [secrets.yml]
  tasks:
    - { name: learns, shell: "echo {{ token }} | tee -a log", register: learnt }
    - { name: hides, shell: "echo hidden-word >> log; echo hidden-word", register: hidden, no_log: true }
    - { name: plain, shell: "echo plain >> log" }
    - { name: breaks, shell: test -e good }
    - { name: tells, assert: { that: ["learnt.stdout == token", "hidden.stdout == 'hidden-word'"] } }
`;
  write('secret.yml', secret);
  const flags = ['secret.yml', '--vault-password-file', 'password'];
  expect((await provision(flags)).code).toBe(2);
  const runs = join(directory, '.local/state/provision/runs');
  for (const file of readdirSync(runs, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('n')))
    expect(readFileSync(join(runs, file), 'utf8')).not.toMatch(/very-secret|hidden-word"/);
  write('good', '');
  expect((await provision([...flags, '--resume'])).code).toBe(0);
  expect(log(site).filter((line) => line === 'plain')).toHaveLength(1);
});
