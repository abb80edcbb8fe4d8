import { mkdir, writeFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { Secret } from '../../src/base/secret.js';
import { passwords } from '../lab/file-system.js';
import { describeHosts } from '../lab/host-test.js';
import { output, sshLab } from './ssh-lab.js';

const sudo = { method: 'sudo', user: 'root' } as const;
const operator = { user: 'operator', password: new Secret(passwords.operator), privateKeyFile: undefined };

describeHosts('logging in over SSH', () => {
  const lab = sshLab({ hosts: 2 });

  test.each([
    ['a refused port', { port: 1 }, 'E0601'],
    ['a name that does not exist', { address: 'no-such-host.invalid' }, 'E0601'],
    ['an address where nobody is', { address: '10.77.0.254', connectTimeout: 1 }, 'E0601'],
    ['an unknown user', { user: 'stranger' }, 'E0602'],
    ['a wrong password', { ...operator, password: new Secret('wrong') }, 'E0602'],
    ['nothing to offer', { privateKeyFile: undefined }, 'E0602'],
    ['a key that is not there', { privateKeyFile: '/nonexistent/key' }, 'E0607'],
    ['a jump host that is not there', { sshArguments: ['-J', '127.0.0.1:1'] }, 'E0601'],
    ['a proxy command that fails', { sshArguments: ['-o', 'ProxyCommand=false'] }, 'E0601'],
  ])('%s is an error with a hint', async (_case, options, code) => {
    await expect(lab.connect(options)).rejects.toMatchObject({ code, hint: expect.any(String) });
  });

  test('a public key is not a private one', async () => {
    await expect(lab.connect({ privateKeyFile: `${lab.key}.pub` })).rejects.toMatchObject({ code: 'E0607' });
  });

  test('a password opens, too', async () => {
    expect(await lab.using(operator, (connection) => output(connection, 'id -un'))).toBe('operator');
  });

  test('a noisy login shell does not matter', async () => {
    const change = "echo 'echo Welcome; echo careful >&2' >/home/deploy/.bashrc";
    await lab.changed(change, 'rm /home/deploy/.bashrc', async () => {
      expect(await lab.using({}, (connection) => output(connection, 'echo fine'))).toBe('fine');
    });
  });

  test('an account without a shell is told of in its own words', async () => {
    await lab.changed('usermod -s /usr/sbin/nologin deploy', 'usermod -s /bin/bash deploy', async () => {
      const opening = lab.using({}, (connection) => connection.session());
      const message: unknown = expect.stringContaining('not available');
      await expect(opening).rejects.toMatchObject({ code: 'E0606', message });
    });
  });

  test.each([
    ['ProxyJump', 'ProxyJump=root@JUMP'],
    ['a forwarding ProxyCommand', 'ProxyCommand=ssh -W %h:%p -q root@JUMP'],
  ])('it goes over a jump host by %s', async (_case, option) => {
    const sshArguments = ['-o', option.replace('JUMP', lab.host(1).address)];
    const from = await lab.using({ sshArguments }, (connection) => output(connection, 'echo "${SSH_CONNECTION%% *}"'));
    expect(from).toBe(lab.host(1).address);
  });

  test("the user's OpenSSH configuration is followed", async () => {
    await mkdir(`${lab.home}/.ssh`, { recursive: true });
    const rows = ['Host short', `  HostName ${lab.host().address}`, '  User deploy', `  IdentityFile ${lab.key}`];
    await writeFile(`${lab.home}/.ssh/config`, `${rows.join('\n')}\n`);
    const options = { address: 'short', user: undefined, privateKeyFile: undefined };
    expect(await lab.using(options, (connection) => output(connection, 'id -un'))).toBe('deploy');
  });

  test('sudo gets the password when it asks', async () => {
    const become = { ...sudo, password: operator.password };
    expect(await lab.using(operator, async (connection) => (await connection.session(become)).about.user)).toBe('root');
  });

  test.each([
    ['a wrong password', { ...sudo, password: new Secret('wrong') }],
    ['no password', sudo],
    ['su with a wrong password', { method: 'su', user: 'root', password: new Secret('wrong') }],
    ['a program that is not there', { ...sudo, executable: 'no-such-sudo' }],
    ['an unknown user', { method: 'sudo', user: 'no-such-user', password: operator.password }],
  ])('becoming root is refused with E0605: %s', async (_case, become) => {
    const becoming = lab.using(operator, (connection) => connection.session(become));
    await expect(becoming).rejects.toMatchObject({ code: 'E0605', hint: expect.any(String) });
  });

  test('nobody has to become who they are', async () => {
    const become = { ...sudo, executable: 'no-such-sudo' };
    const options = { user: 'root' };
    expect(await lab.using(options, async (connection) => (await connection.session(become)).about.user)).toBe('root');
  });
});
