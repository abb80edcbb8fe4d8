import { Secret } from '../../src/base/secret.js';
import { existsSync } from 'node:fs';
import { createServer } from 'node:net';
import { once } from 'node:events';
import { describe, expect, test } from 'vitest';
import { connectLocal } from '../../src/connections/local.js';
import { connectionOptions, describeConnection } from '../contracts/connection.js';

for (const shell of ['/bin/sh', '/bin/bash', '/bin/dash'].filter((path) => existsSync(path))) {
  describeConnection(`local, ${shell}`, { open: () => connectLocal(connectionOptions({ plugin: 'local', shell })) });
}

describe('local', () => {
  test('a shell that does not exist is an error that says so', async () => {
    const connection = await connectLocal(connectionOptions({ plugin: 'local', shell: '/nonexistent/sh' }));
    await expect(connection.session()).rejects.toMatchObject({
      code: 'E0606',
      message: expect.stringContaining('/nonexistent/sh'),
    });
  });

  test('an unknown become method is refused', async () => {
    const connection = await connectLocal(connectionOptions({ plugin: 'local' }));
    await expect(connection.session({ method: 'pbrun', user: 'nobody' })).rejects.toMatchObject({ code: 'E0605' });
  });

  test('doas with a password is refused: it wants a terminal', async () => {
    const connection = await connectLocal(connectionOptions({ plugin: 'local' }));
    const become = { method: 'doas', user: 'nobody', password: new Secret('correct') };
    await expect(connection.session(become)).rejects.toMatchObject({ code: 'E0605' });
  });

  test('ports are reached', async () => {
    const server = createServer((socket) => socket.end('hello')).listen(0, '127.0.0.1');
    await once(server, 'listening');
    const address = server.address();
    if (address === null || typeof address === 'string') throw new Error('not a port');
    const connection = await connectLocal(connectionOptions({ plugin: 'local' }));
    const stream = await connection.dial({ host: '127.0.0.1', port: address.port });
    const [chunk] = await once(stream, 'data');
    expect(String(chunk)).toBe('hello');
    server.close();
    await expect(connection.dial({ host: '127.0.0.1', port: address.port })).rejects.toMatchObject({ code: 'E0601' });
  });
});
