import { createServer, type RequestListener } from 'node:http';
import { connect, type AddressInfo } from 'node:net';
import { Duplex } from 'node:stream';
import { afterEach, describe, expect, test } from 'vitest';
import type { DialAddress } from '../../src/transport/connection.js';
import { DialAgent } from '../../src/transport/dial-agent.js';
import { makeKeptRequest, makeRequest } from '../../src/transport/http-client.js';

const closing: (() => void)[] = [];
afterEach(() => closing.splice(0).forEach((close) => close()));

/** A server on the loopback, as something that a target can reach. */
async function serve(listener: RequestListener): Promise<DialAddress> {
  const server = createServer(listener);
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  closing.push(() => {
    server.closeAllConnections();
    server.close();
  });
  return { host: '127.0.0.1', port: (server.address() as AddressInfo).port };
}

const dial = (to: DialAddress): Promise<Duplex> =>
  new Promise((resolve, reject) => {
    const socket = 'socket' in to ? connect(to.socket) : connect(to.port, to.host);
    socket.once('connect', () => resolve(socket)).once('error', reject);
  });

describe('HTTP over a dialled stream', () => {
  test('carries method, path, headers and body there, and the answer back', async () => {
    const to = await serve((request, response) => {
      request.on('data', (body: Buffer) => {
        response.writeHead(201, 'Made', {
          'X-Seen': `${request.method} ${request.url} ${request.headers['x-me']} ${body.toString()}`,
        });
        response.end('done');
      });
    });
    const answer = await makeRequest(
      { to, method: 'POST', path: '/a?b=c', headers: { 'X-Me': 'you' }, body: 'text' },
      dial,
    );
    expect(answer).toMatchObject({ status: 201, reason: 'Made', headers: { 'x-seen': 'POST /a?b=c you text' } });
    expect(answer.body.toString()).toBe('done');
  });

  test('tells lines as they come', async () => {
    const lines: string[] = [];
    const to = await serve((_request, response) => {
      response.write('one\ntw');
      response.end('o\nthree');
    });
    await makeRequest({ to, method: 'GET', path: '/', onLine: (line) => lines.push(line) }, dial);
    expect(lines).toEqual(['one', 'two', 'three']);
  });

  test('gives up after its time', async () => {
    const to = await serve(() => undefined);
    await expect(makeRequest({ to, method: 'GET', path: '/slow', timeout: 0.05 }, dial)).rejects.toMatchObject({
      code: 'E0608',
    });
  });

  test('says what could not be reached', async () => {
    const to = await serve((request) => request.socket.destroy());
    await expect(makeRequest({ to, method: 'GET', path: '/gone' }, dial)).rejects.toMatchObject({ code: 'E0601' });
  });
});

describe('HTTP over a kept stream', () => {
  test('dials once for many requests', async () => {
    const to = await serve((request, response) => response.end(request.url));
    let dialled = 0;
    const agent = new DialAgent(() => {
      dialled++;
      return dial(to);
    });
    closing.push(() => agent.destroy());
    const paths = ['/a', '/b', '/c'];
    const bodies = [];
    for (const path of paths) bodies.push((await makeKeptRequest({ to, method: 'GET', path }, agent)).body.toString());
    expect(bodies).toEqual(paths);
    expect(dialled).toBe(1);
  });

  test('leaves nothing behind on the stream, however many requests it has carried', async () => {
    const to = await serve((_request, response) => response.end('ok'));
    // Not a socket of our own, but what an SSH channel is: a stream without a handle.
    const streams: Duplex[] = [];
    const agent = new DialAgent(async () => {
      const stream = Duplex.from(await dial(to));
      streams.push(stream);
      return stream;
    });
    closing.push(() => agent.destroy());
    const listeners = async (): Promise<number | undefined> => {
      await makeKeptRequest({ to, method: 'GET', path: '/' }, agent);
      return streams[0]?.listenerCount('error');
    };
    const first = await listeners();
    for (let count = 0; count < 5; count++) expect(await listeners()).toBe(first);
    expect(streams).toHaveLength(1);
  });

  test('dials again when the peer has closed the kept stream', async () => {
    const to = await serve((_request, response) => {
      response.end('ok', () => response.socket?.end());
    });
    const agent = new DialAgent(() => dial(to));
    closing.push(() => agent.destroy());
    await makeKeptRequest({ to, method: 'GET', path: '/' }, agent);
    expect((await makeKeptRequest({ to, method: 'GET', path: '/' }, agent)).body.toString()).toBe('ok');
  });
});
