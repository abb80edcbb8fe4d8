import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { makeSite, type Site } from './site.js';

/** Notifies handlers, then breaks where `broken` says so. The handlers note that they ran. */
const playbook = `
- name: Web
  hosts: all
  gather_facts: false
  vars: { changes: true, broken: [] }
  roles: [proxy]
  pre_tasks:
    - name: first of all
      command: echo {{ inventory_hostname }} first >> log
      changed_when: false
  tasks:
    - name: configuration
      command: "true"
      changed_when: changes
      notify: [restart web, "proxy : reload"]
    - name: breaks
      fail:
      when: inventory_hostname in broken
  handlers:
    - name: restart web
      debug: { msg: "restarted {{ inventory_hostname }}" }
      failed_when: handler_fails | default(false)
`;
const role = '- name: reload\n  debug: { msg: "reloaded {{ inventory_hostname }}" }\n';

let site: Site;
afterEach(() => site.remove());

function begin(text = playbook): Site {
  site = makeSite({ 'site.yml': text, 'roles/proxy/handlers/main.yml': role, 'roles/proxy/tasks/main.yml': '[]' });
  return site;
}

const quiet = ['-e', '{"changes": false}'];

test('handlers that did not run after a failure run first the next time, on that host only', async () => {
  const { provision, directory } = begin();
  const broken = await provision(['site.yml', '-e', '{"broken": ["b"]}']);
  expect(broken.code).toBe(2);
  expect(broken.output).toContain('2 handlers are still owed on b: restart web, proxy : reload');
  expect(statSync(join(directory, '.local/state/provision/owed-handlers.json')).mode & 0o777).toBe(0o600);

  const next = await provision(['site.yml', ...quiet, '-v']);
  expect(next.code).toBe(0);
  expect(next.output).toMatch(/↻ restart web, proxy : reload {2}b {2}owed since \d{8}-\d{6}, runs first/);
  expect(next.output).not.toContain('restarted a');
  expect(next.output.indexOf('restarted b')).toBeGreaterThan(0);
  expect(next.output.indexOf('restarted b')).toBeLessThan(next.output.indexOf('first of all'));
  expect((await provision(['site.yml', ...quiet, '-v'])).output).not.toContain('restarted');
});

test.each(['end_host', 'end_batch', 'end_play'])(
  'a host that %s sends home owes nothing, as with Ansible',
  async (end) => {
    const { provision } = begin(
      playbook.replace('      fail:\n      when: inventory', `      meta: ${end}\n      when: inventory`),
    );
    expect((await provision(['site.yml', '-e', '{"broken": ["b"]}'])).output).not.toContain('owed');
    expect((await provision(['site.yml', ...quiet, '-v'])).output).not.toContain('restarted b');
  },
);

test('what is owed waits for a run that has the host and changes something', async () => {
  const { provision } = begin();
  await provision(['site.yml', '-e', '{"broken": ["b"]}']);
  expect((await provision(['site.yml', ...quiet, '-l', 'a', '-v'])).output).not.toContain('restarted');
  expect((await provision(['site.yml', ...quiet, '--check', '-v'])).output).toContain('still owed on b');
  expect((await provision(['as', 'ansible-playbook', '-i', 'inventory', 'site.yml', ...quiet])).output).not.toContain(
    'restarted',
  );
  expect((await provision(['site.yml', ...quiet, '-i', 'inventory,', '-c', 'local'])).output).not.toContain('owed');
  expect((await provision(['site.yml', ...quiet])).output).toContain('restarted b');
});

test('a handler that fails is owed again, and --forget-handlers forgets it', async () => {
  const { provision, directory } = begin();
  await provision(['site.yml', '-e', '{"broken": ["b"]}']);
  expect((await provision(['site.yml', ...quiet, '-e', 'handler_fails=true'])).output).toContain(
    '1 handler is still owed on b: restart web',
  );
  expect((await provision(['site.yml', ...quiet, '--forget-handlers', '-v'])).output).not.toContain('restarted');
  expect(readFileSync(join(directory, '.local/state/provision/owed-handlers.json'), 'utf8')).toBe('[]\n');
});

test('a handler that the play has no more is told of', async () => {
  const { provision, write } = begin();
  await provision(['site.yml', '-e', '{"broken": ["b"]}']);
  write('site.yml', playbook.replace('- name: restart web', '- name: renamed').replace('restart web, ', ''));
  const { output, code } = await provision(['site.yml', ...quiet]);
  expect(code).toBe(0);
  expect(output).toContain('notified of the handler "restart web" in an earlier run, and this play has it no more');
});

test('the handler of a role that is included runs when the role has come', async () => {
  const { provision } = begin(
    playbook.replace('roles: [proxy]', '').replace('  tasks:', '  tasks:\n    - include_role: { name: proxy }'),
  );
  await provision(['site.yml', '-e', '{"broken": ["b"]}']);
  const next = await provision(['site.yml', ...quiet]);
  expect(next.output).toContain('reloaded b');
  expect(next.output).not.toContain('still owed');
});
