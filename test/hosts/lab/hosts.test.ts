import { expect } from 'vitest';
import { passwords } from '../../lab/file-system.js';
import { hostTest } from '../../lab/host-test.js';
import type { LabHost } from '../../lab/host.js';
import type { Lab } from '../../lab/lab.js';

const it = hostTest({ hosts: 2, docker: false });

it('opens root and deploy with the key, and deploy may become root', async ({ lab }) => {
  const host = firstOf(lab);
  expect(await host.ssh('id -un')).toMatchObject({ stdout: 'root', exitCode: 0 });
  expect(await host.ssh('sudo -n id -un', { user: 'deploy' })).toMatchObject({ stdout: 'root', exitCode: 0 });
});

it('has an operator whose sudo asks for the password', async ({ lab }) => {
  const host = firstOf(lab);
  const sudo = 'su operator -c "sudo -k; sudo -S -p asked: id -un"';
  expect(await host.ssh(sudo, { input: `${passwords.operator}\n` })).toMatchObject({ stdout: 'root', exitCode: 0 });
  expect((await host.ssh(sudo, { input: 'wrong\n' })).exitCode).not.toBe(0);
});

it('lets su become root with the password', async ({ lab }) => {
  const host = firstOf(lab);
  const su = await host.ssh('su root -c "id -un"', { user: 'deploy', input: `${passwords.root}\n` });
  expect(su).toMatchObject({ stdout: 'root', exitCode: 0 });
});

it('installs Debian packages although it reaches nothing else', async ({ lab }) => {
  const host = firstOf(lab);
  const install = await host.ssh(
    'apt-get -q update && apt-get -q -y install --no-install-recommends tree && tree --version',
  );
  expect(install).toMatchObject({ exitCode: 0 });
});

it('reaches the other host by name, unless its cable is cut', async ({ lab }) => {
  const [one, other] = lab.hosts;
  if (!one || !other) throw new Error('two hosts were asked for');
  const greet = `timeout 3 bash -c 'head -c 4 < /dev/tcp/${other.name}/22'`;
  expect((await one.ssh(greet)).stdout).toBe('SSH-');
  await other.cut();
  expect((await one.ssh(greet)).exitCode).not.toBe(0);
  await other.heal();
  expect((await one.ssh(greet)).stdout).toBe('SSH-');
});

it('is as new after a reset, with other host keys', async ({ lab }) => {
  const host = lab.hosts[1];
  if (!host) throw new Error('two hosts were asked for');
  const hostKey = async () => (await host.ssh('cat /etc/ssh/ssh_host_ed25519_key.pub')).stdout;
  const before = await hostKey();
  await host.ssh('touch /etc/mark /var/lib/mark');
  await host.reset();
  expect((await host.ssh('ls /etc/mark /var/lib/mark 2>/dev/null')).stdout).toBe('');
  expect(await hostKey()).not.toBe(before);
});

function firstOf(lab: Lab): LabHost {
  const [host] = lab.hosts;
  if (!host) throw new Error('the lab has no host');
  return host;
}
