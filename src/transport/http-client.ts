import { request as httpRequest, type Agent, type ClientRequest, type IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { connect as tlsConnect } from 'node:tls';
import { ProvisionError, messageOf } from '../base/errors.js';
import type { DialAddress } from './connection.js';
import type { HttpRequest, HttpResponse } from './http.js';

const defaultTimeout = 60;

/** Makes one HTTP request over streams that `dial` opens. Throws E0608 on a timeout, E0601 when the address cannot be reached. */
export async function makeRequest(
  request: HttpRequest,
  dial: (to: DialAddress) => Promise<Duplex>,
): Promise<HttpResponse> {
  const stream = await secured(await dial(request.to), request);
  try {
    return await exchange(request, { createConnection: () => stream });
  } finally {
    stream.destroy();
  }
}

/** Makes a request over the stream that an agent keeps; a kept stream that turns out to be closed is replaced once. */
export async function makeKeptRequest(request: HttpRequest, agent: Agent): Promise<HttpResponse> {
  try {
    return await exchange(request, { agent });
  } catch (thrown) {
    if (!(thrown instanceof StaleStream)) throw thrown;
    return exchange(request, { agent });
  }
}

/** What a request travels on: a stream of its own, or one that an agent keeps. */
type Way = { readonly agent: Agent } | { readonly createConnection: () => Duplex };

/** The peer had closed a kept stream before it saw the request. */
class StaleStream extends Error {}

function isStale(outgoing: ClientRequest, error: Error): boolean {
  return outgoing.reusedSocket && 'code' in error && (error.code === 'ECONNRESET' || error.code === 'EPIPE');
}

/** An address as people write it. */
export function addressText(to: DialAddress): string {
  return 'socket' in to ? to.socket : `${to.host}:${to.port}`;
}

async function secured(stream: Duplex, { tls, to }: HttpRequest): Promise<Duplex> {
  if (!tls) return stream;
  return new Promise((resolve, reject) => {
    const secure = tlsConnect({
      socket: stream,
      servername: tls.serverName,
      rejectUnauthorized: tls.verify,
      ...(tls.certificateAuthority === undefined ? {} : { ca: tls.certificateAuthority }),
      ...(tls.certificate === undefined ? {} : { cert: tls.certificate }),
      ...(tls.key === undefined ? {} : { key: tls.key }),
    });
    secure.once('secureConnect', () => resolve(secure));
    secure.once('error', (error) =>
      reject(
        new ProvisionError('E0601', `no TLS connection to ${addressText(to)}: ${error.message}`, { cause: error }),
      ),
    );
  });
}

async function exchange(request: HttpRequest, way: Way): Promise<HttpResponse> {
  const timeout = request.timeout ?? defaultTimeout;
  const body = request.body === undefined ? undefined : Buffer.from(request.body);
  return new Promise((resolve, reject) => {
    const host = 'socket' in request.to ? 'localhost' : addressText(request.to);
    const headers = {
      Host: host,
      ...('agent' in way ? {} : { Connection: 'close' }),
      ...request.headers,
      ...(body ? { 'Content-Length': String(body.byteLength) } : {}),
    };
    const outgoing = httpRequest({
      ...way,
      method: request.method,
      path: request.path,
      headers,
      setHost: false,
    });
    let late: ProvisionError | undefined;
    const timer = setTimeout(() => {
      late = new ProvisionError(
        'E0608',
        `${request.method} ${request.path} to ${addressText(request.to)} got no answer within ${timeout} s`,
      );
      outgoing.destroy(late);
    }, timeout * 1000);
    const settle =
      <Given>(done: (given: Given) => void) =>
      (given: Given): void => {
        clearTimeout(timer);
        done(given);
      };
    outgoing.once(
      'error',
      // Closing the stream may be told as an error of its own.
      settle((error) => reject(late ?? (isStale(outgoing, error) ? new StaleStream() : unreachable(request, error)))),
    );
    outgoing.once('response', (incoming) => {
      collect(incoming, request).then(
        settle(resolve),
        settle((error) => reject(late ?? unreachable(request, error))),
      );
    });
    outgoing.end(body);
  });
}

async function collect(incoming: IncomingMessage, { onLine, onBytes }: HttpRequest): Promise<HttpResponse> {
  const chunks: Buffer[] = [];
  const total = Number(incoming.headers['content-length'] ?? 0);
  let [rest, count] = ['', 0];
  for await (const chunk of incoming) {
    const bytes = chunk as Buffer;
    chunks.push(bytes);
    count += bytes.length;
    if (total > 0) onBytes?.(count, total);
    if (!onLine) continue;
    const lines = (rest + bytes.toString()).split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) onLine(line);
  }
  if (onLine && rest !== '') onLine(rest);
  return {
    status: incoming.statusCode ?? 0,
    reason: incoming.statusMessage ?? '',
    headers: headersOf(incoming),
    body: Buffer.concat(chunks),
  };
}

function headersOf(incoming: IncomingMessage): Record<string, string | readonly string[]> {
  return Object.fromEntries(
    Object.entries(incoming.headers).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
  );
}

function unreachable(request: HttpRequest, error: unknown): unknown {
  if (error instanceof ProvisionError) return error;
  return new ProvisionError(
    'E0601',
    `${request.method} ${addressText(request.to)}${request.path} failed: ${messageOf(error)}`,
    { cause: error },
  );
}
