import { mkdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { execa } from 'execa';
import { beforeEach, expect, test } from 'vitest';
import type { UnknownHostKey } from '../../src/transport/connection.js';
import { describeHosts } from '../lab/host-test.js';
import { output, sshLab } from './ssh-lab.js';

describeHosts('host keys', () => {
  const lab = sshLab({ hosts: 2 });
  const file = (): string => join(lab.home, '.ssh', 'known_hosts');
  const works = (
    hostKeyChecking: 'yes' | 'no' | 'accept-new',
    onUnknownKeys?: (key: UnknownHostKey) => Promise<boolean>,
  ) => lab.using({ hostKeyChecking, onUnknownKeys }, (connection) => output(connection, 'echo fine'));

  beforeEach(async () => {
    await rm(dirname(file()), { recursive: true, force: true });
  });

  const know = async (lines: string): Promise<void> => {
    await mkdir(dirname(file()), { recursive: true });
    await writeFile(file(), lines);
  };

  test('an unknown host is refused, with its fingerprint', async () => {
    const own = (await lab.host().ssh('ssh-keygen -lf /etc/ssh/ssh_host_ed25519_key.pub')).stdout.split(' ')[1];
    await expect(works('yes')).rejects.toMatchObject({
      code: 'E0603',
      message: expect.stringContaining(own ?? 'SHA256'),
    });
  });

  test('a known host is let through, hashed or not', async () => {
    await know(await lab.host().knownHosts());
    expect(await works('yes')).toBe('fine');
    await execa('ssh-keygen', ['-H', '-f', file()]);
    expect(await works('yes')).toBe('fine');
  });

  test('of several keys, a known one is asked for', async () => {
    const rsa = (await lab.host().knownHosts()).split('\n').find((line) => line.includes('ssh-rsa'));
    await know(`${rsa}\n`);
    expect(await works('yes')).toBe('fine');
  });

  test('a new host can be accepted, and is known from then on', async () => {
    expect(await works('accept-new')).toBe('fine');
    expect(await works('yes')).toBe('fine');
    const text = await readFile(file(), 'utf8');
    expect(text.split('\n')).toHaveLength(2);
    expect((await stat(file())).mode & 0o777).toBe(0o600);
    const found = await execa('ssh-keygen', ['-f', file(), '-F', lab.host().address]);
    expect(found.stdout).toContain('ssh-ed25519');
  });

  test('the user can be asked', async () => {
    const asked: UnknownHostKey[] = [];
    const answer = (yes: boolean) => async (key: UnknownHostKey) => asked.push(key) > 0 && yes;
    await expect(works('yes', answer(false))).rejects.toMatchObject({ code: 'E0603' });
    expect(await works('yes', answer(true))).toBe('fine');
    expect(await works('yes')).toBe('fine');
    expect(asked).toHaveLength(2);
    expect(asked[0]).toMatchObject({ host: lab.host().name, address: lab.host().address, type: 'ssh-ed25519' });
  });

  test.each([['yes'], ['accept-new']] as const)('a changed key is refused in mode %s, with its place', async (mode) => {
    const other = await lab.host(1).knownHosts();
    await know(`# mine\n${other.replaceAll(lab.host(1).address, lab.host().address)}`);
    await expect(works(mode)).rejects.toMatchObject({
      code: 'E0604',
      at: { file: file() },
      hint: expect.stringContaining('ssh-keygen'),
    });
  });

  test('a revoked key is refused even when nothing is checked', async () => {
    const lines = (await lab.host().knownHosts()).split('\n').filter((line) => line !== '');
    await know(lines.map((line) => `@revoked ${line.replace(lab.host().address, '*')}\n`).join(''));
    await expect(works('no')).rejects.toMatchObject({ code: 'E0604' });
  });

  test('without checking, nothing is asked or written', async () => {
    expect(await works('no')).toBe('fine');
    await expect(readFile(file())).rejects.toMatchObject({ code: 'ENOENT' });
  });
});
