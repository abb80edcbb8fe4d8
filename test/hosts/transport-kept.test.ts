import { copyFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { Secret } from '../../src/base/secret.js';
import { KeptConnections } from '../../src/connections/kept-connections.js';
import { attach, rawShell, sh, type Script } from '../../src/shell/script.js';
import type { BecomeOptions, Connection, ConnectionOptions } from '../../src/transport/connection.js';
import { passwords } from '../lab/file-system.js';
import { describeHosts } from '../lab/host-test.js';
import { until } from '../lab/until.js';
import { sshLab } from './ssh-lab.js';

const operator = { user: 'operator', password: new Secret(passwords.operator), privateKeyFile: undefined };
const rootByPassword: BecomeOptions = { method: 'sudo', user: 'root', password: new Secret(passwords.operator) };

/** Tells connections apart (the port here), and shells. */
const whichOne = rawShell('echo "${SSH_CONNECTION-} $$"');

async function outputOf(connection: Connection, script: Script): Promise<string> {
  return (await (await connection.session()).run(script)).stdout.toString().trim();
}

describeHosts('connections kept from run to run', () => {
  const lab = sshLab({ hosts: 2 });
  let kept = new KeptConnections(() => 60_000);
  afterEach(() => {
    kept.close();
    kept = new KeptConnections(() => 60_000);
  });

  /** A run: what it does over a connection, which it closes then. */
  async function run<Result>(
    changes: Partial<ConnectionOptions>,
    work: (connection: Connection) => Promise<Result>,
  ): Promise<Result> {
    const connection = await kept.connect(lab.options(changes));
    try {
      return await work(connection);
    } finally {
      await connection.close();
    }
  }

  const which = (changes: Partial<ConnectionOptions> = {}): Promise<string> =>
    run(changes, (connection) => outputOf(connection, whichOne));

  test('the next run has the same login and the same shell', async () => {
    const first = await which();
    expect(await which()).toBe(first);
    expect(kept.list).toMatchObject([{ address: lab.host().address, user: 'deploy', shells: 1 }]);
  });

  test('shells of other users are kept too, by their password', async () => {
    const shell = (become: BecomeOptions): Promise<string> =>
      run(operator, async (connection) => {
        const session = await connection.session(become);
        return (await session.run(sh`id -un; echo "$$"; cat ${attach('sent')}`)).stdout.toString();
      });
    const first = await shell(rootByPassword);
    expect(first).toMatch(/^root\n\d+\nsent$/);
    expect(await shell(rootByPassword)).toBe(first);
    await expect(shell({ ...rootByPassword, password: new Secret('wrong') })).rejects.toMatchObject({ code: 'E0605' });
    expect(await shell(rootByPassword)).toMatch(/^root\n\d+\nsent$/);
  });

  test.each<[string, () => Partial<ConnectionOptions> | Promise<Partial<ConnectionOptions>>]>([
    ['name', () => ({ name: 'another' })],
    ['user', () => ({ user: 'root' })],
    ['shell', () => ({ shell: '/bin/bash' })],
    ['address', () => ({ address: lab.host(1).address })],
    ['option of ssh', () => ({ sshArguments: ['-o', 'ServerAliveInterval=7'] })],
    ['key file', copiedKey],
  ])('another %s has a connection of its own', async (_case, change) => {
    const first = await which();
    expect(await which(await change())).not.toBe(first);
    expect(await which()).toBe(first);
  });

  async function copiedKey(): Promise<Partial<ConnectionOptions>> {
    const privateKeyFile = join(lab.home, 'copied-key');
    await copyFile(lab.key, privateKeyFile);
    return { privateKeyFile };
  }

  test('a key that has another content is another one', async () => {
    const { privateKeyFile = '' } = await copiedKey();
    await which({ privateKeyFile });
    await writeFile(privateKeyFile, 'no key any more');
    await expect(which({ privateKeyFile })).rejects.toMatchObject({ code: 'E0607' });
  });

  test('two runs at once never share one', async () => {
    await which();
    const both = await Promise.all([which(), which()]);
    expect(both[0]).not.toBe(both[1]);
    expect(kept.list).toHaveLength(1);
  });

  test('a host whose known key has changed is not served', async () => {
    const file = join(lab.home, 'known');
    const options = { hostKeyChecking: 'yes' as const, sshArguments: ['-o', `UserKnownHostsFile=${file}`] };
    await writeFile(file, await lab.host().knownHosts());
    await which(options);
    const others = (await lab.host(1).knownHosts()).replaceAll(lab.host(1).address, lab.host().address);
    await writeFile(file, others);
    await expect(which(options)).rejects.toMatchObject({ code: 'E0604' });
    await writeFile(file, '');
    await expect(which(options)).rejects.toMatchObject({ code: 'E0603' });
  });

  test('one that the host has ended is opened anew', async () => {
    const first = await which();
    await lab.host().ssh('pkill -KILL -u deploy sshd; systemctl restart ssh');
    await until('the connection is gone', 10, async () => kept.list.length === 0 || undefined);
    expect(await which()).not.toBe(first);
  });

  test('one whose shell has ended is opened anew', async () => {
    const [, , , , shell = ''] = (await which()).split(' ');
    await lab.host().ssh(`kill -KILL ${shell}`);
    expect((await which()).split(' ')[4]).not.toBe(shell);
  });

  test('one over a cut cable does not hold up the run for long', async () => {
    await which();
    await lab.host().cut();
    await expect(which({ connectTimeout: 1 })).rejects.toMatchObject({ code: 'E0601' });
    await lab.host().heal();
    expect(await which()).toContain(lab.host().address);
  });

  test('one that was reset in the run starts from the beginning', async () => {
    const first = await which();
    const second = await run({}, async (connection) => {
      await connection.reset();
      return outputOf(connection, whichOne);
    });
    expect(second).not.toBe(first);
    expect(await which()).toBe(second);
  });

  test('a tool that was installed in between is found', async () => {
    const tools = (): Promise<ReadonlySet<string>> =>
      run({}, async (connection) => (await connection.session()).about.tools);
    expect((await tools()).has('socat')).toBe(false);
    await lab.changed('ln -s /bin/true /usr/local/bin/socat', 'rm /usr/local/bin/socat', async () => {
      expect((await tools()).has('socat')).toBe(true);
    });
  });

  test('streams of one run are closed with it', async () => {
    await run({}, async (connection) => {
      await connection.session();
      await connection.dial({ host: '127.0.0.1', port: 22 });
    });
    const open = await lab.host().ssh("ss -Htn state established '( dport = :22 )' | wc -l");
    expect(open.stdout.trim()).toBe('0');
    expect(kept.list).toHaveLength(1);
  });

  test('what nobody uses is ended in time', async () => {
    kept = new KeptConnections(() => 1);
    await which();
    await until('the connection has ended', 10, async () => kept.list.length === 0 || undefined);
    const sessions = await lab.host().ssh('pgrep -u deploy sshd | wc -l');
    expect(sessions.stdout.trim()).toBe('0');
  });
});
