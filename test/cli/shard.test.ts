import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CommanderError } from 'commander';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
// What a run needs is loaded when it begins: here before the first test, whose time it must not take.
import '../../src/cli/run-or-list.js';
import { buildProgram } from '../../src/cli/program.js';
import { reportError } from '../../src/cli/report-error.js';
import { memoryEnvironment } from '../inventory/memory-environment.js';

let directory: string;
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'provision-shard-'));
  writeFileSync(join(directory, 'hosts'), inventory);
});
afterEach(() => rmSync(directory, { recursive: true }));

/** Of three slices web3 and web4 are in the second, all others in the third. */
const inventory = `[web]
web[1:4] ansible_connection=local
[db]
db1 ansible_connection=local db_port=5432
[all:vars]
first_db=db1
own={{ inventory_hostname }}
`;

interface Ran {
  readonly code: number;
  readonly text: string;
}

async function run(playbook: string, flags: string, files: Readonly<Record<string, string>> = {}): Promise<Ran> {
  for (const [name, text] of Object.entries({ 'site.yml': playbook, ...files }))
    writeFileSync(join(directory, name), text);
  const environment = memoryEnvironment(directory, { variables: { HOME: directory, PATH: '/usr/bin:/bin' } });
  let code: number | undefined;
  try {
    const line = ['-i', 'hosts', 'site.yml', ...flags.split(' ')];
    await buildProgram(environment).parseAsync(line, { from: 'user' });
  } catch (thrown) {
    if (thrown instanceof CommanderError) throw thrown;
    code = reportError(thrown, environment);
  }
  return { code: code ?? environment.exitCodes.at(-1) ?? 0, text: environment.output() + environment.notes.join('\n') };
}

const play = (tasks: string, keywords = ''): string =>
  `- hosts: web\n  gather_facts: false\n${keywords}  tasks:\n${tasks.replace(/^/gm, '    ')}\n`;
const debug = (text: string): string => `- debug: { msg: "${text}" }`;

describe('what needs hosts of another slice is refused before a host is asked, with its place', () => {
  test.each<[why: string, playbook: string, place: string, files?: Record<string, string>]>([
    ['run_once', play('- debug:\n  run_once: true'), 'site.yml:5:7'],
    ['run_once of a block', play('- block: [{ debug: }]\n  run_once: true'), 'site.yml:5:7'],
    ['run_once by a variable', play('- debug:\n  run_once: "{{ own != \'x\' }}"'), 'site.yml:5:17'],
    [
      'a handler with run_once',
      play('- debug:', '  handlers: [{ name: h, debug: , run_once: true }]\n'),
      'site.yml:3:34',
    ],
    ['delegation', play('- debug:\n  delegate_to: db1'), 'site.yml:5:20'],
    ['delegation by a variable', play('- debug:\n  delegate_to: "{{ first_db }}"'), 'site.yml:5:20'],
    [
      'delegation in a loop',
      play('- debug:\n  delegate_to: "{{ item }}"\n  loop: "{{ groups.all }}"'),
      'site.yml:5:20',
    ],
    ['a fact', play(debug("{{ hostvars['db1'].ansible_facts.hostname }}")), 'site.yml:4:'],
    ['an injected fact', play(debug('{{ hostvars.db1.ansible_eth0 }}')), 'site.yml:4:'],
    ['a fact that may be missing', play(debug("{{ hostvars.db1.ansible_eth0 | default('') }}")), 'site.yml:4:'],
    ['a registered result', play(`- debug:\n  register: r\n${debug('{{ hostvars.db1.r.msg }}')}`), 'site.yml:6:'],
    ['what set_fact sets', play(`- set_fact: { port: 1 }\n${debug('{{ hostvars[first_db].port }}')}`), 'site.yml:5:'],
    [
      'a fact through a variable',
      play(debug('{{ ip }}'), "  vars: { ip: '{{ hostvars.db1.ansible_host_ip }}' }\n"),
      'site.yml:3:',
    ],
    ['facts of a group', play(debug("{{ groups.web | map('extract', hostvars, 'ansible_eth0') }}")), 'site.yml:4:'],
    [
      'facts of a group in a loop of the template',
      play(debug('{% for h in groups.all %}{{ hostvars[h].ansible_fqdn }}{% endfor %}')),
      'site.yml:4:',
    ],
    [
      'facts of a group in a loop',
      play(`${debug('{{ hostvars[item].ansible_fqdn }}')}\n  loop: "{{ groups.db }}"`),
      'site.yml:4:',
    ],
    [
      'a fact beside what is not known yet',
      play(debug('{{ ansible_fqdn }} {{ hostvars.db1.ansible_fqdn }}')),
      'site.yml:4:',
    ],
    ['a fact in a condition', play("- debug:\n  when: hostvars['db1'].ansible_fqdn is defined"), 'site.yml:5:'],
    [
      'a fact in a template file',
      play('- template: { src: t.j2, dest: /nowhere/x }'),
      't.j2:2:',
      { 't.j2': 'x\n{{ hostvars.db1.ansible_fqdn }}\n' },
    ],
    ['serial', play('- debug:', '  serial: 1\n'), 'site.yml:3:3'],
    ['max_fail_percentage', play('- debug:', '  max_fail_percentage: 20\n'), 'site.yml:3:'],
    ['any_errors_fatal', play('- debug:', '  any_errors_fatal: true\n'), 'site.yml:3:'],
    ['any_errors_fatal of a task', play('- debug:\n  any_errors_fatal: true'), 'site.yml:5:'],
    ['group_by', play('- group_by: { key: x }'), 'site.yml:4:'],
    ['add_host with templates', play('- add_host: { name: "x-{{ own }}" }'), 'site.yml:4:'],
    ['a conditional end', play("- meta: end_play\n  when: own == 'web1'"), 'site.yml:5:'],
  ])('%s', async (_why, playbook, place, files) => {
    for (const slice of ['1/3', '2/3', '3/3']) {
      const { code, text } = await run(playbook, `--shard ${slice}`, files);
      expect(text).toContain('E0409');
      expect(text).toContain(place);
      expect(text).not.toContain('ok=');
      expect(code).toBe(1);
    }
  });

  test('all of it is told together', async () => {
    const { text } = await run(
      play(`- debug:\n  run_once: true\n${debug('{{ hostvars.db1.ansible_fqdn }}')}`),
      '--shard 1/3',
    );
    expect(text.match(/E0409/g)).toHaveLength(2);
  });
});

describe('what does not need them is fine', () => {
  test.each<[why: string, playbook: string, flags: string]>([
    [
      'variables of the inventory',
      play(debug('{{ hostvars.db1.db_port }} {{ hostvars[first_db].inventory_hostname }}')),
      '--shard 2/3',
    ],
    [
      'variables that may be missing',
      play(debug("{{ hostvars.db1.nothing | default('none') }} {{ hostvars.db1.ansible_host | default('-') }}")),
      '--shard 2/3',
    ],
    [
      'its own registered results',
      play(`- debug:\n  register: r\n${debug('{{ hostvars[inventory_hostname].r.msg }}')}`),
      '--shard 2/3',
    ],
    ['a branch that is not taken', play(debug("{{ hostvars.db1.ansible_fqdn if own == 'x' else 1 }}")), '--shard 2/3'],
    ['a task that is skipped everywhere', play("- debug:\n  run_once: true\n  when: own == 'x'"), '--shard 2/3'],
    ['delegation to the controller', play('- debug:\n  delegate_to: localhost'), '--shard 2/3'],
    [
      'delegation to a host that is in no inventory',
      play('- debug:\n  delegate_to: elsewhere\n  vars: { ansible_connection: local }'),
      '--shard 2/3',
    ],
    ['delegation to itself', play('- debug:\n  delegate_to: "{{ own }}"'), '--shard 2/3'],
    ['run_once where all hosts are in one slice', play('- debug:\n  run_once: true'), '--shard 2/3 --limit web3,web4'],
    ['one batch of all hosts', play('- debug:', "  serial: '100%'\n"), '--shard 2/3'],
    ['only one slice', play('- debug:\n  run_once: true', '  serial: 1\n'), '--shard 1/1'],
  ])('%s', async (_why, playbook, flags) => {
    const { code, text } = await run(playbook, flags);
    expect(text).not.toContain('E0409');
    expect(text).toContain('ok=');
    expect(code).toBe(0);
  });
});

test('every host is worked on by exactly one slice, and all see the same play', async () => {
  const told = await Promise.all(
    ['1/3', '2/3', '3/3'].map(async (slice) => {
      const { text } = await run(
        play(debug('{{ ansible_play_hosts | length }}-{{ play_hosts | length }}')).replace('web', 'all'),
        `--shard ${slice}`,
      );
      return [...text.matchAll(/^ {2}(\w+) +ok=1/gm)].map(([, host]) => host);
    }),
  );
  expect(told).toEqual([[], ['web3', 'web4'], ['web1', 'web2', 'db1']]);
});

describe('what shows only in the run ends it when it is reached', () => {
  test.each([
    ['an include', '- include_tasks: more.yml', '- debug:\n  run_once: true\n'],
    [
      'a delegate that is registered',
      "- shell: echo db1\n  register: who\n- debug:\n  delegate_to: '{{ who.stdout }}'",
      '',
    ],
    [
      'a host that is registered',
      "- shell: echo db1\n  register: who\n- debug: { msg: '{{ hostvars[who.stdout].ansible_fqdn }}' }\n  ignore_errors: true",
      '',
    ],
  ])('%s', async (_what, tasks, more) => {
    const { code, text } = await run(play(`${tasks}\n${debug('too far')}`), '--shard 2/3', { 'more.yml': more });
    expect(text).toContain('E0409');
    expect(text).not.toContain('too far\n');
    expect(code).toBe(1);
  });
});

test('hosts that are added in the run are in one slice each', async () => {
  const playbook = `- hosts: localhost
  gather_facts: false
  tasks:
    - add_host: { name: '{{ item }}', groups: new, ansible_connection: local }
      loop: [n1, n2, n3, n4, n5]
- hosts: new
  gather_facts: false
  tasks: [{ debug: }]
`;
  const hosts: string[] = [];
  for (const slice of ['1/2', '2/2']) {
    const { text } = await run(playbook, `--shard ${slice}`);
    hosts.push(...[...text.matchAll(/^ {2}(n\d) +ok=1/gm)].map(([, host]) => host ?? ''));
  }
  expect(hosts.sort()).toEqual(['n1', 'n2', 'n3', 'n4', 'n5']);
});

test.each(['0/3', '4/3', '1', 'a/b', '1/0', '1.5/3'])('--shard %s is refused', async (shard) => {
  expect(await run(play('- debug:'), `--shard ${shard}`)).toMatchObject({
    code: 2,
    text: expect.stringContaining('E0001') as string,
  });
});
