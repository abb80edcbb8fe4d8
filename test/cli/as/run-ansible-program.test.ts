import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { runAnsibleProgram } from '../../../src/cli/as/run-ansible-program.js';
import { memoryEnvironment } from '../../inventory/memory-environment.js';

let directory: string;

const site: Readonly<Record<string, string>> = {
  hosts: '[web]\na ansible_connection=local\n',
  'ok.yml': '- hosts: web\n  gather_facts: false\n  tasks: [{ debug: { msg: hello } }]\n',
  'fails.yml': '- hosts: web\n  gather_facts: false\n  tasks: [{ fail: }]\n',
  'text.yml': '- hosts: web\n  gather_facts: false\n  tasks: [{ debug: , when: "\'yes\'" }]\n',
  'keyword.yml': '- hosts: all\n  bogus: 1\n',
};

beforeAll(() => {
  directory = mkdtempSync(join(tmpdir(), 'provision-as-'));
  for (const [name, text] of Object.entries(site)) writeFileSync(join(directory, name), text);
});
afterAll(() => rmSync(directory, { recursive: true }));

async function run(line: string): Promise<{ code: number; output: string; notes: string }> {
  const environment = memoryEnvironment(directory, { variables: { HOME: directory, PATH: '/usr/bin:/bin' } });
  const [name = '', ...words] = line.split(' ');
  const code = await runAnsibleProgram(name, words, environment);
  return { code, output: environment.output(), notes: environment.notes.join('\n') };
}

test.each([
  ['ansible-playbook -i hosts ok.yml', 0, ''],
  ['ansible-playbook ok.yml -ihosts --lim a', 0, ''],
  ['ansible-playbook', 2, 'the following arguments are required: playbook'],
  ['ansible-playbook ok.yml --bogus', 2, 'ansible-playbook: error: unrecognized arguments: --bogus'],
  ['ansible-playbook -i hosts none.yml', 1, '[ERROR]: '],
  ['ansible-playbook -i hosts keyword.yml', 4, 'Origin: '],
  ['ansible-playbook -i hosts text.yml', 2, ''],
  ['ansible-playbook -i hosts ok.yml -l nosuch', 1, '[ERROR]: '],
  ['ansible-playbook -i hosts ok.yml -f x', 2, 'invalid int value'],
  ['ansible-playbook -i hosts ok.yml -e [1]', 5, '[ERROR]: Invalid extra vars data supplied.'],
  ['ansible-playbook -i , ok.yml', 0, '[WARNING]: provided hosts list is empty, only localhost is available. Note'],
  ['ansible-playbook -i hosts .', 1, '[ERROR]: the playbook: . does not appear to be a file'],
  ['ansible -i hosts all -m ping', 0, ''],
  ['ansible -i , localhost -m ping', 0, ''],
  ['ansible -i hosts all', 5, 'No argument passed to command module'],
  ['ansible -i hosts site.yml', 5, 'ansible-playbook'],
  ['ansible -i hosts all -a false', 2, ''],
  ['ansible -i hosts {{"a"}} -m {{"ping"}}', 0, ''],
  ['ansible -i hosts', 2, 'required: pattern'],
  ['ansible-inventory -i hosts --list', 0, ''],
  ['ansible-inventory -i hosts', 5, '[ERROR]: '],
  ['ansible-inventory -i hosts --host nosuch', 5, '[ERROR]: '],
  ['ansible-vault open x', 2, "invalid choice: 'open'"],
  ['ansible-vault view missing --vault-password-file hosts', 1, '[ERROR]: '],
  ['ansible-playbook --version', 0, ''],
])('%s ends with %i', async (line, code, told) => {
  const ran = await run(line);
  expect({ code: ran.code, notes: ran.notes }).toEqual({ code, notes: expect.stringContaining(told) });
});

test('each playbook has a recap of its own, and after one that fails there are no more', async () => {
  const { code, output } = await run('ansible-playbook -i hosts ok.yml fails.yml ok.yml');
  expect(code).toBe(2);
  expect(output.match(/^(?:PLAY RECAP|a .*failed=\d)/gm)?.map((line) => line.replace(/ +/g, ' '))).toEqual([
    'PLAY RECAP',
    'a : ok=1 changed=0 unreachable=0 failed=0',
    'PLAY RECAP',
    'a : ok=1 changed=0 unreachable=0 failed=1',
  ]);
});

test('the version begins as that of the program does', async () => {
  const { output } = await run('ansible-vault --version');
  expect(output.split('\n')[0]).toBe('ansible-vault [core 2.19.14]');
});

test('an error shows where it is, and the lines around it', async () => {
  const { notes } = await run('ansible-playbook -i hosts keyword.yml');
  expect(notes.replaceAll(directory, '')).toContain(
    'Origin: /keyword.yml:2:3\n\n1 - hosts: all\n2   bogus: 1\n    ^ column 3\n',
  );
});

test('--list-hosts of an ad-hoc pattern lists its hosts', async () => {
  expect((await run('ansible -i hosts web --list-hosts')).output).toBe('  hosts (1):\n    a\n');
});

test.each([
  ['ansible-galaxy', 'installs'],
  ['ansible-nothing', 'ansible-playbook'],
])('there is no stand-in for %s', async (name, hint) => {
  await expect(runAnsibleProgram(name, [], memoryEnvironment(directory))).rejects.toMatchObject({
    code: 'E0001',
    hint: expect.stringContaining(hint),
  });
});
