import { once } from 'node:events';
import type { Duplex } from 'node:stream';
import { expect, test } from 'vitest';
import type { DialAddress } from '../../src/transport/connection.js';
import { describeHosts } from '../lab/host-test.js';
import { sshLab } from './ssh-lab.js';

const docker = { socket: '/var/run/docker.sock' };
const ssh = { host: '127.0.0.1', port: 22 };
const root = { method: 'sudo', user: 'root' } as const;

describeHosts('reaching addresses from the target', () => {
  const lab = sshLab({ hosts: 1, docker: true });

  const firstBytes = async (stream: Duplex): Promise<string> => {
    const [chunk] = await once(stream, 'data');
    stream.destroy();
    return String(chunk);
  };
  const version = async (stream: Duplex): Promise<string> => {
    stream.write('GET /_ping HTTP/1.0\r\n\r\n');
    return firstBytes(stream);
  };

  test('a port is reached by forwarding', async () => {
    expect(await lab.using({}, async (connection) => firstBytes(await connection.dial(ssh)))).toMatch(/^SSH-2.0/);
  });

  test("root's socket is reached by root, and by a user with sudo", async () => {
    expect(await lab.using({ user: 'root' }, async (connection) => version(await connection.dial(docker)))).toMatch(
      /^HTTP.* 200/,
    );
    expect(await lab.using({}, async (connection) => version(await connection.dial(docker, root)))).toMatch(
      /^HTTP.* 200/,
    );
  });

  test.each<[string, DialAddress, typeof root | undefined]>([
    ['a socket that the user may not open', docker, undefined],
    ['a socket that is not there', { socket: '/run/nothing.sock' }, root],
    ['a port where nothing listens', { host: '127.0.0.1', port: 1 }, undefined],
  ])('%s is an error with the reason', async (_case, address, as) => {
    const dialing = lab.using({}, (connection) => connection.dial(address, as));
    await expect(dialing).rejects.toMatchObject({ code: 'E0601', hint: expect.any(String) });
  });

  test('where sshd forbids forwarding, a program of the target does it', async () => {
    const none = '/etc/ssh/sshd_config.d/00-none.conf';
    const restart = 'systemctl restart ssh';
    await lab.changed(`echo DisableForwarding yes >${none} && ${restart}`, `rm ${none}; ${restart}`, () =>
      lab.using({}, async (connection) => {
        expect(await firstBytes(await connection.dial(ssh))).toMatch(/^SSH-2.0/);
        expect(await version(await connection.dial(docker, root))).toMatch(/^HTTP.* 200/);
      }),
    );
  });
});
