import { mkdirSync, readFileSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { makeSite, type Site } from './site.js';

const playbook = `
- name: Works
  hosts: all
  gather_facts: false
  vars_files: [secrets.yml]
  tasks:
    - name: says
      command: echo "{{ token }} on {{ inventory_hostname }}"
    - name: breaks
      fail: { msg: broken here }
      when: inventory_hostname in broken | default('b')
`;
const vaultPassword = 'open sesame';

let site: Site;
afterEach(() => site.remove());

const runsOf = ({ directory }: Site): string => join(directory, '.local/state/provision/runs');

function begin(): Site {
  site = makeSite({ 'site.yml': playbook, 'secrets.yml': 'token: harmless\n' });
  return site;
}

test('-l @failed stands for the hosts that failed in the last run of these playbooks', async () => {
  const { provision } = begin();
  expect((await provision(['site.yml'])).code).toBe(2);
  expect((await provision(['other.yml', '-l', '@failed'])).code).toBe(1);
  const again = await provision(['site.yml', '-l', '@failed', '-e', 'broken=""']);
  expect(again.code).toBe(0);
  expect(again.output).toContain('Works · 1 host\n');
  const nobody = await provision(['site.yml', '-l', '@failed']);
  expect(nobody).toMatchObject({ code: 1, notes: expect.stringContaining('no host failed in the last run') });
});

test('@failed is a file where there is one, and a part of a limit', async () => {
  const { provision, write } = begin();
  await provision(['site.yml', '-e', 'broken=ab']);
  expect((await provision(['site.yml', '-l', '@failed:!b', '--list-hosts'])).output).toMatch(/hosts \(1\):\n\s+a\n/);
  write('failed', 'b\n');
  expect((await provision(['site.yml', '-l', '@failed', '--list-hosts'])).output).toMatch(/hosts \(1\):\n\s+b\n/);
});

test('runs list, show and replay tell what was', async () => {
  const { provision } = begin();
  const printed = await provision(['site.yml']);
  expect((await provision(['runs'])).output).toMatch(/^\d{8}-\d{6} {2}site\.yml {2}failed on b {2}[\d.]+s\n$/);
  const shown = (await provision(['runs', 'show', '--host', 'b'])).output;
  expect(shown).toContain('✗ breaks  b');
  expect(shown).not.toMatch(/^ +a +ok=/m);
  const withoutTimes = (text: string): string => text.replaceAll(/\d+(?:\.\d+)?s/g, 'TIME');
  expect(withoutTimes((await provision(['runs', 'replay'])).output)).toBe(withoutTimes(printed.output));
  expect((await provision(['runs', 'show', 'nothing'])).notes).toContain('E0009');
});

test('only the owner can read a record, and no secret is in it', async () => {
  const { provision, directory } = begin();
  writeFileSync(join(directory, 'password'), vaultPassword);
  writeFileSync(join(directory, 'secrets.yml'), 'token: very-secret-token\n');
  await provision(['vault', 'encrypt', 'secrets.yml', '--vault-password-file', 'password']);
  const ran = await provision(['site.yml', '--vault-password-file', 'password', '-v']);
  expect(ran.output).toContain('says');
  const [name = ''] = readdirSync(runsOf(site));
  for (const file of readdirSync(join(runsOf(site), name))) {
    const path = join(runsOf(site), name, file);
    expect(statSync(path).mode & 0o777).toBe(0o600);
    expect(readFileSync(path, 'utf8')).not.toContain('very-secret');
  }
  expect(statSync(join(runsOf(site), name)).mode & 0o777).toBe(0o700);
});

test('as ansible-playbook, with --no-record and where nothing can be written there is no record', async () => {
  const { provision, directory } = begin();
  await provision(['as', 'ansible-playbook', '-i', 'inventory', 'site.yml']);
  await provision(['site.yml', '--no-record']);
  expect((await provision(['runs', 'list'])).output).toBe('no run is on record yet\n');
  mkdirSync(join(directory, '.local'));
  writeFileSync(join(directory, '.local/state'), '');
  expect(await provision(['site.yml'])).toMatchObject({ code: 2, notes: expect.stringContaining('is not recorded') });
});
