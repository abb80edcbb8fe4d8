import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { passwords } from '../lab/file-system.js';
import { describeHosts } from '../lab/host-test.js';
import type { LabHost } from '../lab/host.js';
import type { Lab } from '../lab/lab.js';
import { leaseHosts } from '../lab/lease.js';
import { until } from '../lab/until.js';
import { openSite, type Site } from './failure-site.js';

/** A play with facts left out, on these hosts. */
const play = (hosts: string, tasks: string): string =>
  `- hosts: ${hosts}\n  gather_facts: false\n  tasks:\n${tasks.replace(/^/gm, '    ')}\n`;

describeHosts('when something is wrong', () => {
  let lab: Lab;
  let site: Site;
  const host = (index: number): LabHost => {
    const found = lab.hosts[index];
    if (found === undefined) throw new Error(`the lab has no host ${index}`);
    return found;
  };
  /** One line of an inventory. */
  const entry = (index: number, variables = ''): string =>
    `host${index} ansible_host=${host(index).address} ${variables}\n`;
  const login = 'ansible_user=deploy ansible_host_key_checking=false';
  const read = async (index: number, command: string): Promise<string> => (await host(index).ssh(command)).stdout;

  beforeAll(async () => {
    lab = await leaseHosts({ hosts: 3, docker: false });
    site = await openSite();
    await site.write('hosts.ini', [0, 1, 2].map((index) => entry(index, login)).join(''));
  });
  afterAll(async () => {
    await site.remove();
    await lab.close();
  });

  const run = (playbook: string, ...args: string[]): ReturnType<Site['run']> =>
    site.run(['-i', 'hosts.ini', '--private-key', lab.key, playbook, ...args]);

  test('a task that fails on one host is left to that host; the others finish', async () => {
    await site.write(
      'fails.yml',
      play(
        'all',
        `- name: check\n  command: test {{ inventory_hostname }} != host1\n- name: after\n  copy: { content: done, dest: /tmp/after }`,
      ),
    );
    const { exitCode, ends } = await run('fails.yml');
    expect(exitCode).toBe(2);
    expect(ends).toContain('host1 check failed');
    expect(ends.filter((end) => end.includes('after')).sort()).toEqual(['host0 after changed', 'host2 after changed']);
    expect(await read(1, 'ls /tmp/after')).toBe('');
  });

  test('a host that cannot be reached is told of by name; the others finish', async () => {
    await site.write('dead.ini', entry(0, login) + 'dead ansible_host=127.0.0.1 ansible_port=1\n' + entry(2, login));
    await site.write('reach.yml', play('all', '- name: reach\n  copy: { content: reached, dest: /tmp/reached }'));
    const { exitCode, ends, errorsOf } = await run('reach.yml', '-i', 'dead.ini');
    expect(exitCode).toBe(4);
    expect(ends).toContain('dead reach unreachable');
    expect(errorsOf('dead')).toEqual([expect.stringMatching(/^E0601 dead/)]);
    expect(await read(0, 'cat /tmp/reached')).toBe('reached');
    expect(await read(2, 'cat /tmp/reached')).toBe('reached');
  });

  test('a key that opens nothing is an error of the login', async () => {
    await host(0).ssh('ssh-keygen -q -t ed25519 -N "" -f /tmp/stranger');
    const key = await site.write('stranger.pem', `${await read(0, 'cat /tmp/stranger')}\n`);
    await site.write('ping.yml', play('host0', '- ping:'));
    const { exitCode, errorsOf } = await run('ping.yml', '--private-key', key);
    expect(exitCode).toBe(4);
    expect(errorsOf('host0')).toEqual([expect.stringMatching(/^E0602/)]);
  });

  test('a wrong vault password stops the run before any host is touched', async () => {
    await site.write('right', 'right\n');
    await site.write('wrong', 'wrong\n');
    await site.write('group_vars/all.yml', 'greeting: from the vault\n');
    await site.provision(['vault', 'encrypt', '--vault-password-file', 'right', 'group_vars/all.yml']);
    await site.write('vault.yml', play('host0', '- copy: { content: "{{ greeting }}", dest: /tmp/greeting }'));
    const wrong = await run('vault.yml', '--vault-password-file', 'wrong');
    await site.write('group_vars/all.yml', '');
    expect(wrong.exitCode).toBe(4);
    expect(wrong.stderr + wrong.stdout).toContain('E0702');
    expect(await read(0, 'ls /tmp/greeting')).toBe('');
  });

  test('a full disk leaves the old file whole, and nothing half-written beside it', async () => {
    await host(0).ssh('mkdir -p /small && mount -t tmpfs -o size=64k tmpfs /small && echo old >/small/file');
    await site.write(
      'full.yml',
      play('host0', `- name: write\n  become: true\n  copy: { content: "{{ 'x' * 200000 }}", dest: /small/file }`),
    );
    const { exitCode, errorsOf } = await run('full.yml');
    expect(exitCode).toBe(2);
    expect(errorsOf('host0')).toEqual([expect.stringContaining('No space left on device')]);
    expect(await read(0, 'cat /small/file; ls -A /small')).toBe('old\nfile');
    await host(0).ssh('umount /small');
  });

  test('a broken template is found before anything is written', async () => {
    await site.write('broken.j2', 'fine\n{% if x %}\n');
    await site.write(
      'broken.yml',
      play('host0', '- name: render\n  template: { src: broken.j2, dest: /tmp/rendered }'),
    );
    const { exitCode, stdout, stderr } = await run('broken.yml');
    expect(exitCode).not.toBe(0);
    expect(stdout + stderr).toMatch(/E030\d/);
    expect(await read(0, 'ls /tmp/rendered')).toBe('');
  });

  test('an undefined variable in a template names the line of the template', async () => {
    await site.write('undefined.j2', 'fine\n{{ nowhere }}\n');
    await site.write(
      'undefined.yml',
      play('host0', '- name: render\n  template: { src: undefined.j2, dest: /tmp/rendered }'),
    );
    const { exitCode, events } = await run('undefined.yml');
    expect(exitCode).toBe(2);
    const errors = events.flatMap((event) =>
      event.type === 'host end' && event.result.error ? [event.result.error] : [],
    );
    expect(errors).toMatchObject([{ code: 'E0301', at: { file: `${site.directory}/undefined.j2`, line: 2 } }]);
    expect(await read(0, 'ls /tmp/rendered')).toBe('');
  });

  test('check mode changes nothing, and tells what would change', async () => {
    await host(0).ssh('echo old >/tmp/kept && touch -d 2001-01-01 /tmp/kept');
    await site.write(
      'check.yml',
      play(
        'host0',
        '- name: write\n  become: true\n  copy: { content: new, dest: /tmp/kept }\n- name: make\n  file: { path: /tmp/made, state: directory }',
      ),
    );
    const before = await read(0, 'stat -c "%i %Y %Z" /tmp/kept');
    const { exitCode, ends } = await run('check.yml', '--check', '--diff');
    expect(exitCode).toBe(0);
    expect(ends).toEqual(['host0 write changed', 'host0 make changed']);
    expect(await read(0, 'stat -c "%i %Y %Z" /tmp/kept; ls -d /tmp/made')).toBe(before);
  });

  test('the second run changes nothing, not even a time stamp', async () => {
    await site.write(
      'twice.yml',
      play('host0', '- name: write\n  become: true\n  copy: { content: "text\\n", dest: /etc/twice, mode: "0640" }'),
    );
    expect((await run('twice.yml')).ends).toEqual(['host0 write changed']);
    const before = await read(0, 'stat -c "%i %Y %Z" /etc/twice');
    expect((await run('twice.yml')).ends).toEqual(['host0 write ok']);
    expect(await read(0, 'stat -c "%i %Y %Z" /etc/twice')).toBe(before);
  });

  const operator = 'ansible_user=operator ansible_host_key_checking=false';
  const whoami = '- name: who\n  command: id -un\n  changed_when: false';

  test.each([
    ['sudo without a password', login, 'sudo', '', 'root'],
    ['sudo with a password', `${operator} ansible_password=${passwords.operator}`, 'sudo', passwords.operator, 'root'],
    ['su', login, 'su', passwords.root, 'root'],
  ])('becoming root by %s', async (_case, variables, method, password, expected) => {
    await site.write(
      'become.ini',
      entry(0, `${variables}${password === '' ? '' : ` ansible_become_password=${password}`}`),
    );
    await site.write('become.yml', play('host0', whoami));
    const { exitCode, events, stdout } = await site.run([
      '-i',
      'become.ini',
      '--private-key',
      lab.key,
      'become.yml',
      '-b',
      '--become-method',
      method,
    ]);
    const said = events.flatMap((event) => (event.type === 'host end' ? [event.result.result['stdout']] : []));
    expect(said).toEqual([expected]);
    expect(exitCode).toBe(0);
    if (password !== '') expect(stdout).not.toContain(password);
  });

  test('a wrong become password fails the task and is not shown', async () => {
    await site.write(
      'become.ini',
      entry(0, `${operator} ansible_password=${passwords.operator} ansible_become_password=mistaken`),
    );
    await site.write('become.yml', play('host0', whoami));
    const { exitCode, errorsOf, stdout, stderr } = await site.run(['-i', 'become.ini', 'become.yml', '-b']);
    expect(exitCode).toBe(2);
    expect(errorsOf('host0')).toEqual([expect.stringMatching(/^E0605/)]);
    expect(stdout + stderr).not.toContain('mistaken');
  });

  test('an unknown host key is refused without a terminal, accepted when told so, and remembered', async () => {
    await site.write('keys.ini', entry(1, 'ansible_user=deploy'));
    await site.write('keys.yml', play('host1', '- ping:'));
    const keys = (...args: string[]): ReturnType<Site['run']> =>
      site.run(['-i', 'keys.ini', '--private-key', lab.key, 'keys.yml', ...args]);
    const refused = await keys();
    expect(refused.exitCode).toBe(4);
    expect(refused.errorsOf('host1')).toEqual([expect.stringMatching(/^E0603/)]);
    expect((await keys('--accept-host-keys')).exitCode).toBe(0);
    expect((await keys()).exitCode).toBe(0);
  });

  test('a changed host key is refused even when new ones are accepted', async () => {
    const changed = (await host(0).knownHosts()).replaceAll(host(0).address, host(2).address);
    await site.write('../home/.ssh/known_hosts', changed);
    await site.write('keys.ini', entry(2, 'ansible_user=deploy'));
    await site.write('keys.yml', play('host2', '- ping:'));
    const { exitCode, errorsOf } = await site.run([
      '-i',
      'keys.ini',
      '--private-key',
      lab.key,
      'keys.yml',
      '--accept-host-keys',
    ]);
    expect(exitCode).toBe(4);
    expect(errorsOf('host2')).toEqual([expect.stringMatching(/^E0604/)]);
  });

  test('one host is reached over another', async () => {
    const jump = `ansible_ssh_common_args='-o ProxyJump=deploy@${host(1).address}'`;
    await site.write('jump.ini', entry(2, `${login} ${jump}`));
    await site.write(
      'jump.yml',
      play('host2', '- name: from\n  shell: echo ${SSH_CONNECTION%% *}\n  changed_when: false'),
    );
    const { exitCode, events } = await site.run(['-i', 'jump.ini', '--private-key', lab.key, 'jump.yml']);
    const said = events.flatMap((event) => (event.type === 'host end' ? [event.result.result['stdout']] : []));
    expect({ exitCode, said }).toEqual({ exitCode: 0, said: [host(1).address] });
  });

  test('this machine is worked on without SSH', async () => {
    await site.write('local.ini', 'here ansible_connection=local\n');
    await site.write(
      'local.yml',
      play('here', '- name: write\n  copy: { content: local, dest: "{{ playbook_dir }}/made" }'),
    );
    const { exitCode, ends } = await site.run(['-i', 'local.ini', 'local.yml']);
    expect({ exitCode, ends }).toEqual({ exitCode: 0, ends: ['here write changed'] });
    expect(await readFile(join(site.directory, 'made'), 'utf8')).toBe('local');
  });

  test.each(['SIGINT', 'SIGTERM'] as const)('%s ends what runs on the hosts', async (signal) => {
    const isRunning = async (): Promise<boolean> => (await host(0).ssh('pgrep -x sleep')).exitCode === 0;
    await site.write('long.yml', play('host0', '- name: wait\n  command: sleep 4567\n- name: never\n  ping:'));
    const running = site.provision(['-i', 'hosts.ini', '--private-key', lab.key, 'long.yml']);
    await until('the command runs', 30, async () => ((await isRunning()) ? true : undefined));
    running.kill(signal);
    const { exitCode, stdout, stderr } = await running;
    expect(exitCode).toBe(99);
    expect(stderr).toContain('interrupted');
    expect(stdout).toContain('stopped: interrupted during wait');
    expect(await isRunning()).toBe(false);
  });
});
