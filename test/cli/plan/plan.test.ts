import { existsSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { makeSite, type Site } from '../records/site.js';

const playbook = `
- name: Files
  hosts: all
  gather_facts: false
  vars: { out: "{{ playbook_dir }}/out-{{ inventory_hostname }}", version: 1 }
  tasks:
    - name: directory
      file: { path: "{{ out }}", state: directory, mode: "0755" }
    - name: content
      copy: { dest: "{{ out }}/file", content: "version {{ version }}\\n" }
      notify: reload
    - name: asks
      command: cat {{ out }}/file
      register: text
      changed_when: false
    - name: depends
      copy: { dest: "{{ out }}/copy", content: "{{ text.stdout }}" }
    - name: does not
      debug: { msg: never }
      when: false
    - name: comes behind
      copy: { src: "{{ out }}/file", dest: "{{ out }}/behind", remote_src: true }
    - name: settled
      debug: { msg: always }
  handlers:
    - name: reload
      command: echo reloaded
`;

let site: Site;
afterEach(() => site.remove());

function begin(files: Readonly<Record<string, string>> = {}): Site {
  site = makeSite({ 'site.yml': playbook, ...files });
  return site;
}

/** The marks and titles of a plan's tasks. */
const marks = (output: string): string[] =>
  [...output.matchAll(/^ {2}([~?✗]) (.*?)(?: {2}|$)/gm)].map(([, mark = '', title = '']) => `${mark} ${title}`);

test('a plan tells by host what would change, with diffs, and marks what only the run can tell', async () => {
  const { provision, directory } = begin();
  const { output, code } = await provision(['plan', 'site.yml']);
  expect(code).toBe(0);
  expect(output).toContain('\na\n');
  expect(marks(output).slice(0, 5)).toEqual([
    '~ directory',
    '~ content',
    '? depends',
    '? comes behind',
    '? handler reload',
  ]);
  expect(output).toContain('+version 1');
  expect(output).toContain('"text" is only known when "asks" has run');
  expect(output).toMatch(/2 hosts would change, 2 hosts with what cannot be known yet .*\(10 of 16 tasks decided\)/);
  expect(existsSync(join(directory, 'out-a'))).toBe(false);
});

test('what a plan has as settled is what the run finds so, and afterwards nothing would change', async () => {
  const { provision } = begin();
  const detailed = ['plan', 'site.yml', '--detailed-exitcode', '-t', 'all'];
  expect((await provision(detailed)).code).toBe(2);
  expect((await provision(['site.yml'])).code).toBe(0);
  const { output } = await provision(detailed);
  expect(marks(output)).toEqual(['? depends', '? depends'].slice(0, marks(output).length));
  expect(
    (await provision(['plan', 'site.yml', '-e', 'text={}', '--start-at-task', 'settled', '--detailed-exitcode'])).code,
  ).toBe(0);
});

test('a failure that nothing planned can mend is one', async () => {
  const { provision } = begin({ 'fails.yml': '- hosts: a\n  gather_facts: false\n  tasks: [{ fail: { msg: no } }]\n' });
  expect((await provision(['plan', 'fails.yml'])).code).toBe(2);
  const detailed = await provision(['plan', 'fails.yml', '--detailed-exitcode', '-o', 'plan.json']);
  expect(detailed).toMatchObject({ code: 1, notes: expect.stringContaining('not saved') });
  expect(detailed.output).toContain('✗ fail');
});

test('a saved plan is applied, once', async () => {
  const { provision, directory } = begin();
  await provision(['plan', 'site.yml', '-l', 'a', '-e', 'version=7', '-o', 'plan.json']);
  expect(statSync(join(directory, 'plan.json')).mode & 0o777).toBe(0o600);
  const applied = await provision(['apply', 'plan.json']);
  expect(applied).toMatchObject({ code: 0, notes: '' });
  expect(readFileSync(join(directory, 'out-a/copy'), 'utf8')).toBe('version 7');
  expect(existsSync(join(directory, 'out-b'))).toBe(false);
  expect(await provision(['apply', 'plan.json'])).toMatchObject({
    code: 1,
    notes: expect.stringMatching(/E0010[^]*hosts are not as they were[^]*directory \(change → settled\)/),
  });
});

test.each([
  ['the playbook', 'site.yml', playbook.replace('"0755"', '"0700"')],
  ['a file beside it', 'group_vars/all.yml', 'version: 2\n'],
  ['the inventory', 'inventory', 'a ansible_connection=local\nb ansible_connection=local\n# other\n'],
])('a plan is refused when %s has changed', async (_what, name, text) => {
  const { provision, write, directory } = begin();
  await provision(['plan', 'site.yml', '-o', 'plan.out']);
  write(name, text);
  const refused = await provision(['apply', 'plan.out']);
  expect(refused).toMatchObject({ code: 1, notes: expect.stringMatching(new RegExp(`E0010[^]*${name}`)) });
  expect(existsSync(join(directory, 'out-a'))).toBe(false);
});

test('a plan is refused when a host is not as it was', async () => {
  const { provision, write } = begin();
  await provision(['site.yml']);
  await provision(['plan', 'site.yml', '-e', 'version=2', '-o', 'plan.out']);
  write('out-b/file', 'somebody else\n');
  const refused = await provision(['apply', 'plan.out']);
  expect(refused).toMatchObject({ code: 1, notes: expect.stringMatching(/E0010[^]*b: content/) });
  expect(readFileSync(join(site.directory, 'out-b/file'), 'utf8')).toBe('somebody else\n');
});

test('secret extra variables are not in a plan, and are given again', async () => {
  const { provision, directory } = begin();
  await provision(['plan', 'site.yml', '-e', 'password=hunter22', '-o', 'plan.out']);
  expect(readFileSync(join(directory, 'plan.out'), 'utf8')).not.toContain('hunter22');
  expect((await provision(['apply', 'plan.out'])).notes).toContain('leaves out extra variables');
  expect((await provision(['apply', 'plan.out', '-e', 'password=other'])).code).toBe(1);
  expect(await provision(['apply', 'plan.out', '-e', 'password=hunter22'])).toMatchObject({ code: 0, notes: '' });
});

test('drift ends with 2 and tells Prometheus how many tasks would change each host', async () => {
  const { provision, write, directory } = begin();
  await provision(['site.yml']);
  expect((await provision(['drift', 'site.yml'])).code).toBe(0);
  write('out-b/file', 'edited by hand\n');
  const drift = await provision(['drift', 'site.yml', '--textfile', 'drift.prom']);
  expect(drift).toMatchObject({ code: 2, output: expect.stringContaining('-edited by hand') });
  const metrics = readFileSync(join(directory, 'drift.prom'), 'utf8');
  expect(metrics).toContain('provision_drift_changes{host="a"} 0\nprovision_drift_changes{host="b"} 2\n');
  expect(metrics).toContain('provision_drift_success 1\n');
});
