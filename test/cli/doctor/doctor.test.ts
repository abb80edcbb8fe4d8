import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import '../../../src/cli/doctor/examine.js';
import { clockFindings, diskFindings, programFindings } from '../../../src/cli/doctor/check-host.js';
import { readHostState } from '../../../src/cli/doctor/host-state.js';
import { examinationText } from '../../../src/cli/doctor/examination-text.js';
import { memoryEnvironment } from '../../inventory/memory-environment.js';
import { makeSite, type Site } from '../records/site.js';

let site: Site;
beforeAll(() => {
  site = makeSite({
    'bad.yml': '- hosts: all\n  tasks:\n    - tempalte: {}\n    - include_tasks: more.yml\n    - debug: { mgs: x }\n',
    'more.yml': '- debug: { msg: "{{ x | nofilter }}" }\n',
    'good.yml': '- hosts: all\n  gather_facts: false\n  tasks:\n    - subversion: { repo: x, dest: /y }\n',
    'python.yml': '- hosts: all\n  tasks:\n    - own:\n    - own:\n',
    'library/own.py': '#!/usr/bin/python\nfrom ansible.module_utils.basic import AnsibleModule\n',
    'gone.yml': '- hosts: gone\n  tasks:\n    - ping:\n',
    inventory: 'a ansible_connection=local\nb ansible_connection=local\ngone ansible_port=1 ansible_host=127.0.0.1\n',
  });
});
afterAll(() => site.remove());

interface Found {
  readonly severity: string;
  readonly topic: string;
  readonly code?: string;
  readonly host?: string;
  readonly line?: number;
}

async function doctor(...words: readonly string[]): Promise<{ code: number; findings: string[] }> {
  const { output, code } = await site.provision(['doctor', ...words, '--json']);
  const { findings } = JSON.parse(output) as { findings: readonly Found[] };
  const text = ({ severity, topic, code: error, host, line }: Found): string =>
    [severity, topic, error, host, line].filter((part) => part !== undefined).join(' ');
  return { code, findings: findings.filter(({ topic }) => topic !== 'disk').map(text) };
}

describe('doctor', () => {
  test('all of the content that cannot be run is told, with what includes bring in', async () => {
    expect(await doctor('bad.yml', '--no-hosts')).toEqual({
      code: 1,
      findings: ['error content E0501 3', 'error content E0502 5', 'error content E0304 1'],
    });
  });

  test('what goes by Python is told once a module', async () => {
    expect(await doctor('python.yml', '--no-hosts')).toEqual({ code: 0, findings: ['note python 3'] });
  });

  test('hosts lack what modules need', async () => {
    const { findings } = await doctor('good.yml', '-l', 'a');
    expect(findings).toEqual(['warning program a 4']);
  });

  test('a host that cannot be reached is an error', async () => {
    expect(await doctor('gone.yml')).toEqual({ code: 1, findings: ['error connection E0601 gone'] });
  });

  test('hosts with the same finding share a line', () => {
    const finding = { severity: 'warning', topic: 'clock', message: 'its clock is off' } as const;
    const findings = ['a', 'b', 'c', 'd', 'e', 'f', 'g'].map((host) => ({ ...finding, host }));
    const text = examinationText({ findings, playbooks: [], tasks: 1, hosts: 7, seconds: 1 }, memoryEnvironment('/'));
    expect(text).toBe(
      'warning a, b, c, d, e and 2 more: its clock is off\n0 errors, 7 warnings, 0 notes (1 task, 7 hosts in 1.0 s)\n',
    );
  });
});

describe('what a host says of itself', () => {
  const output = `1000
disk yes /dev/sda1 1000000 900000 100000 90% /
disk yes tmpfs 500 0 500 0% /tmp
disk yes overlay 1000000 999000 1000 99% /var/lib/my disk
program git
`;

  test('is read', () => {
    const { clock, disks, programs } = readHostState(output);
    expect({ clock, programs: [...programs] }).toEqual({ clock: 1000, programs: ['git'] });
    expect(disks.map(({ mount, free }) => `${mount} ${free}`)).toEqual([
      '/ 100000',
      '/tmp 500',
      '/var/lib/my disk 1000',
    ]);
  });

  test.each([
    ['the same', 1_000_000, []],
    ['a slow answer', 993_000, []],
    ['behind', 1_060_000, ['its clock is 59 s behind']],
    ['ahead', 400_000, ['its clock is 10 min ahead']],
  ])('its clock: %s', (_case, before, messages) => {
    const state = readHostState(output);
    const found = clockFindings(state, {
      before,
      after: Math.max(before, before === 993_000 ? 1_001_000 : before + 500),
    });
    expect(found.map(({ message }) => message)).toEqual(messages);
  });

  test.each([
    ['enough', { size: 10_000_000, free: 5_000_000 }, []],
    ['small, and empty', { size: 1000, free: 900 }, []],
    ['little', { size: 10_000_000, free: 100_000 }, ['warning']],
    ['none', { size: 10_000_000, free: 1000 }, ['error']],
  ])('its disk: %s', (_case, sizes, severities) => {
    const found = diskFindings({ mount: '/', canWrite: true, ...sizes });
    expect(found.map(({ severity }) => severity)).toEqual(severities);
  });

  test('a program may have one of several names', () => {
    const wanted = [
      { names: ['git'], module: 'git', at: undefined },
      { names: ['dnf', 'yum'], module: 'dnf', at: undefined },
    ];
    expect(programFindings(readHostState(output), wanted).map(({ message }) => message)).toEqual([
      'there is no dnf or yum, which dnf needs',
    ]);
  });
});
