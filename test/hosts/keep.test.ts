import { readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { passwords } from '../lab/file-system.js';
import { describeHosts } from '../lab/host-test.js';
import type { LabHost } from '../lab/host.js';
import type { Lab } from '../lab/lab.js';
import { leaseHosts } from '../lab/lease.js';
import { until } from '../lab/until.js';
import { openSite, type Running, type Site } from './failure-site.js';

const play = (task: string): string => `- hosts: all\n  gather_facts: false\n  become: true\n  tasks:\n    - ${task}\n`;

describeHosts('a run within a minute', () => {
  let lab: Lab;
  let site: Site;
  const host = (index = 0): LabHost => {
    const found = lab.hosts[index];
    if (found === undefined) throw new Error(`the lab has no host ${index}`);
    return found;
  };
  const keeping = { environment: { PROVISION_KEEP: '60' } };
  const run = (playbook: string, ...args: string[]): Running =>
    site.provision(['-i', 'hosts.ini', playbook, ...args], keeping);
  const status = async (): Promise<string> => (await site.provision(['keep', 'status'], keeping)).stdout;
  /** Logins of the operator so far. */
  const logins = async (): Promise<number> =>
    Number((await host().ssh("journalctl -q -t sshd | grep -c 'Accepted .* for operator'")).stdout);
  /** How many processes of the host have this on their command line. */
  const count = async (words: string): Promise<number> => Number((await host().ssh(`pgrep -cf '${words}'`)).stdout);

  beforeAll(async () => {
    lab = await leaseHosts({ hosts: 1, docker: false });
    site = await openSite();
    const access = `ansible_user=operator ansible_password=${passwords.operator} ansible_become_password=${passwords.operator}`;
    const line = `host ansible_host=${host().address} ansible_host_key_checking=false ${access}\n`;
    await site.write('hosts.ini', line);
    await site.write('who.yml', play('command: id -un'));
    await site.write('slow.yml', play('command: sleep 61.4243'));
  });
  afterEach(async () => {
    await site.provision(['keep', 'stop'], keeping);
  });
  afterAll(async () => {
    await site.remove();
    await lab.close();
  });

  test('logs in no second time, and becomes root by password all the same', async () => {
    expect((await run('who.yml')).exitCode).toBe(0);
    const before = await logins();
    expect((await run('who.yml')).exitCode).toBe(0);
    expect(await logins()).toBe(before);
    expect(await status()).toMatch(/2 runs[^]*operator@\S+ {2}1 shell\n?$/);
    expect((await run('who.yml', '--no-keep')).exitCode).toBe(0);
    expect(await logins()).toBe(before + 1);
  });

  test('finds a host whose connections were cut meanwhile', async () => {
    await run('who.yml');
    await host().ssh('systemctl restart ssh; pkill -KILL -u operator sshd');
    expect((await run('who.yml')).exitCode).toBe(0);
  });

  test('that is killed leaves nothing running on the host', async () => {
    await run('who.yml');
    const running = run('slow.yml');
    await until('the command runs', 20, async () => (await count('sleep 61[.]4243')) > 0 || undefined);
    running.kill('SIGKILL');
    await until('the command has ended', 20, async () => (await count('sleep 61[.]4243')) === 0 || undefined);
    await running;
    await until('the keeper is free', 20, async () => !(await status()).includes('in the middle') || undefined);
    expect((await run('who.yml')).exitCode).toBe(0);
  });

  test('goes beside one that is under way, in shells of its own', async () => {
    await run('who.yml');
    const before = await logins();
    const first = run('slow.yml');
    await until('the command runs', 20, async () => (await count('sleep 61[.]4243')) > 0 || undefined);
    expect((await run('who.yml')).exitCode).toBe(0);
    expect(await logins()).toBe(before + 1);
    first.kill('SIGINT');
    expect((await first).exitCode).toBe(99);
  });

  test('whose keeper is killed fails; the next one does not', async () => {
    const running = run('slow.yml');
    await until('the command runs', 20, async () => (await count('sleep 61[.]4243')) > 0 || undefined);
    process.kill(Number(/process (\d+)/.exec(await status())?.[1]), 'SIGKILL');
    const { exitCode, stderr } = await running;
    expect([exitCode, stderr]).toEqual([1, expect.stringContaining('E0609')]);
    expect((await run('who.yml')).exitCode).toBe(0);
  });

  test('leaves its passwords nowhere but in memory', async () => {
    await run('who.yml', '-e', `other=${passwords.root}`);
    const pid = /process (\d+)/.exec(await status())?.[1] ?? '';
    const open = await Promise.all(['cmdline', 'environ'].map((name) => readFile(`/proc/${pid}/${name}`, 'latin1')));
    expect(open.join()).toContain('serve');
    for (const secret of Object.values(passwords)) expect(open.join()).not.toContain(secret);
    const directory = join(site.home, '.cache', 'provision', 'keep');
    expect((await readdir(directory, { withFileTypes: true })).filter((entry) => !entry.isSocket())).toEqual([]);
  });
});
