import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CommanderError } from 'commander';
import { afterAll, beforeAll, expect, test } from 'vitest';
// What a run needs is loaded when it begins: here before the first test, whose time it must not take.
import '../../src/cli/run-or-list.js';
import { buildProgram } from '../../src/cli/program.js';
import { reportError } from '../../src/cli/report-error.js';
import { memoryEnvironment } from '../inventory/memory-environment.js';

let directory: string;

const site: Readonly<Record<string, string>> = {
  hosts: '[web]\na ansible_connection=local\nb ansible_connection=local\n',
  'ok.yml':
    '- name: Fine\n  hosts: web\n  gather_facts: false\n  tags: p\n  tasks:\n    - name: say\n      debug: { msg: "{{ greeting | default(1) }}" }\n      tags: [x, y]\n    - ansible.builtin.debug:\n      tags: never\n    - block: [{ debug: , name: inner }]\n      rescue: [{ debug: , name: rescuing }]\n      always: [{ debug: , name: always, tags: always }]\n    - meta: flush_handlers\n',
  'fails.yml': '- hosts: a\n  gather_facts: false\n  tasks:\n    - fail:\n',
  'keyword.yml': '- hosts: all\n  bogus: 1\n',
  'module.yml': '- hosts: all\n  tasks:\n    - coppy: {}\n',
  'lacking.yml': '- hosts: a\n  gather_facts: false\n  tasks: [{ mysql_replication: {} }]\n',
  'conditional.yml':
    '- hosts: a\n  gather_facts: false\n  tasks: [{ block: [{ mysql_replication: {} }], when: greeting is defined }]\n',
  'handler.yml': '- hosts: a\n  gather_facts: false\n  handlers: [{ name: never, win_service: { name: x } }]\n',
  'unnamed.yml': '- hosts: a\n  gather_facts: false\n  tasks: [{ service: { state: started }, when: false }]\n',
  'mistaken.yml': '- hosts: a\n  gather_facts: false\n  roles: [mistaken]\n',
  'roles/mistaken/tasks/main.yml': '- service: { state: started }\n  when: greeting is undefined and 1 == 2\n',
  'broken.yml': '- hosts: [a\n',
  'role.yml': '- hosts: a\n  roles: [nosuch]\n',
  'nobody.yml': '- hosts: nobody\n  tasks: [{ debug: }]\n',
};

beforeAll(() => {
  directory = mkdtempSync(join(tmpdir(), 'provision-cli-'));
  mkdirSync(join(directory, 'roles/mistaken/tasks'), { recursive: true });
  for (const [name, text] of Object.entries(site)) writeFileSync(join(directory, name), text);
});
afterAll(() => rmSync(directory, { recursive: true }));

interface Ran {
  readonly code: number;
  readonly output: string;
  readonly notes: string;
}

/** Runs a command line in the site, without a terminal. */
async function provision(line: string): Promise<Ran> {
  const environment = memoryEnvironment(directory, { variables: { HOME: directory, PATH: '/usr/bin:/bin' } });
  let code: number | undefined;
  try {
    await buildProgram(environment).parseAsync(line.split(' ').filter(Boolean), { from: 'user' });
  } catch (thrown) {
    code = thrown instanceof CommanderError ? (thrown.exitCode === 0 ? 0 : 2) : reportError(thrown, environment);
  }
  return {
    code: code ?? environment.exitCodes.at(-1) ?? 0,
    output: environment.output(),
    notes: environment.notes.join('\n'),
  };
}

test.each([
  ['-i hosts ok.yml', 0, ''],
  ['-i hosts fails.yml', 2, ''],
  ['-i hosts nobody.yml', 0, ''],
  ['-i hosts missing.yml', 1, 'E0003'],
  ['-i hosts keyword.yml', 4, 'E0401'],
  ['-i hosts keyword.yml --syntax-check', 4, 'E0401'],
  ['-i hosts module.yml', 4, 'E0501'],
  ['-i hosts lacking.yml', 4, 'E0503'],
  ['-i hosts conditional.yml', 0, ''],
  ['-i hosts handler.yml', 0, ''],
  ['-i hosts unnamed.yml', 4, 'E0502'],
  ['-i hosts mistaken.yml', 0, ''],
  ['-i hosts broken.yml', 4, 'E0101'],
  ['-i hosts role.yml', 1, 'E0404'],
  ['-i hosts ok.yml -l nosuch', 1, 'E0204'],
  ['-i hosts ok.yml --list-hosts -l nosuch', 1, 'E0204'],
  ['-i hosts ok.yml -e @missing', 1, 'E0003'],
  ['-i hosts ok.yml --vault-password-file missing', 1, 'E0003'],
  ['-i hosts ok.yml --private-kay x', 2, '--private-key'],
  ['-i hosts ok.yml -M modules', 0, ''],
  ['-i hosts ok.yml --scp-extra-args=-l', 0, '--scp-extra-args has no effect'],
  ['-i hosts ok.yml -e [1]', 5, "'[1]' could not be made into a dictionary"],
  ['-i hosts ok.yml -e @ok.yml', 5, "'@ok.yml' could not be made into a dictionary"],
  ['-i hosts ok.yml -f 0', 2, 'E0001'],
  ['-i hosts ok.yml -T soon', 2, 'E0001'],
  ['-i hosts ok.yml --become-method sodu', 2, 'sudo'],
  ['-i hosts -l', 2, '--limit'],
  ['', 1, 'provision.yaml'],
  ['exec web -i hosts -m ping', 0, ''],
  ['exec web -i hosts -m pnig', 4, 'did you mean "ping"'],
  ['exec a -i hosts -a false', 2, ''],
  ['exec nobody -i hosts -m ping', 0, 'No hosts matched, nothing to do'],
  ['exec web -i hosts -l nobody', 1, 'E0204'],
  ['inventory -i hosts --host nosuch', 5, 'E0205'],
  ['inventory -i hosts', 5, 'E0001'],
  ['--version', 0, ''],
])('provision %s ends with %i', async (line, code, told) => {
  const ran = await provision(line);
  expect({ code: ran.code, notes: ran.notes }).toEqual({ code, notes: expect.stringContaining(told) });
});

test('--list-hosts, --list-tasks and --list-tags print what ansible-playbook prints', async () => {
  const { output } = await provision('-i hosts ok.yml --list-hosts --list-tasks --list-tags');
  expect(output).toMatchInlineSnapshot(`
    "
    playbook: ok.yml

      play #1 (web): Fine	TAGS: [p]
        pattern: ['web']
        hosts (2):
          a
          b
        tasks:
          say	TAGS: [p, x, y]
          ansible.builtin.debug	TAGS: [never, p]
          inner	TAGS: [p]
          meta	TAGS: [p]
          TASK TAGS: [never, p, x, y]
    "
  `);
});

test('tasks that only run when named are listed when they are', async () => {
  expect((await provision('-i hosts ok.yml --list-tasks')).output).not.toContain('never');
  expect((await provision('-i hosts ok.yml --list-tasks -t never')).output).toContain(
    'ansible.builtin.debug\tTAGS: [never, p]',
  );
});

test.each([
  ['-e greeting=words', 'words'],
  ['-e {"greeting":"json"}', 'json'],
  ['-e greeting=first -e greeting=last', 'last'],
  ['-e {"greeting":"{{1}}"}', '1'],
  ['-e {"greeting":{"__ansible_unsafe":"{{1}}"}}', '{{1}}'],
])('extra variables: %s', async (flags, said) => {
  const { output } = await provision(`-i hosts -l a ok.yml ${flags}`);
  expect(output).toContain(`\n      ${said}\n`);
});

test('a limit keeps the other hosts out', async () => {
  const { output } = await provision('-i hosts ok.yml -l b');
  expect(output).toContain('Fine · 1 host\n');
});

test('the events are one JSON object a line, and nothing else is on standard output', async () => {
  const { output } = await provision('-i hosts ok.yml --output ndjson');
  const types = output
    .trimEnd()
    .split('\n')
    .map((line) => (JSON.parse(line) as { type: string }).type);
  expect([types[0], types.at(-1)]).toEqual(['run start', 'run end']);
});
