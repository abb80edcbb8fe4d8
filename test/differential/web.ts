import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { text as readText } from 'node:stream/consumers';
import { gzipSync } from 'node:zlib';
import { gateway } from '../lab/paths.js';

/** A web server that the hosts reach, for modules that download. */
export interface Web {
  readonly url: string;
  close(): void;
}

/** What it serves at paths that are always the same. */
const pages: Readonly<Record<string, { readonly type: string; readonly body: string | Buffer }>> = {
  '/file.txt': { type: 'text/plain', body: 'hello\n' },
  '/other.txt': { type: 'text/plain', body: 'other\n' },
  '/data.json': { type: 'application/json', body: '{"name": "é", "list": [1, {"deep": null}]}' },
  '/broken.json': { type: 'application/json', body: '{"name": ' },
  '/latin1.txt': { type: 'text/plain; charset=iso-8859-1', body: Buffer.from('caf\xe9', 'latin1') },
  '/bytes': { type: 'application/octet-stream', body: Buffer.from([0, 255, 10, 13, 0]) },
  '/sums.txt': { type: 'text/plain', body: `${sha256('hello\n')}  file.txt\n${sha256('other\n')} *./other.txt\n` },
};

/** Starts the server on the bridge of the lab, at a free port. */
export async function serveWeb(): Promise<Web> {
  const server = createServer((request, response) => void answer(request, response));
  server.listen(0, gateway);
  await once(server, 'listening');
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  return { url: `http://${gateway}:${port}`, close: () => server.close() };
}

async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
  response.sendDate = false;
  response.setHeader('Connection', 'close');
  const body = await readText(request);
  const { pathname } = new URL(request.url ?? '/', 'http://server');
  const [, kind = '', ...rest] = pathname.split('/');
  const route = routes[kind];
  if (route) return route({ request, response, body, rest });
  sendPage(request, response, pathname);
}

interface Asked {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly body: string;
  /** The parts of the path behind the name of the route. */
  readonly rest: readonly string[];
}

const routes: Readonly<Record<string, (asked: Asked) => void>> = {
  /** /status/404 */
  status: ({ response, rest: [status] }) => {
    response.writeHead(Number(status), { 'Content-Type': 'application/json' }).end(`{"status": ${status}}`);
  },
  /** /redirect/302/file.txt */
  redirect: ({ response, rest: [status, ...to] }) => {
    response.writeHead(Number(status), { Location: `/${to.join('/')}` }).end();
  },
  /** /auth/file.txt: user ada, password secret */
  auth: ({ request, response, rest }) => {
    const wanted = `Basic ${Buffer.from('ada:secret').toString('base64')}`;
    if (request.headers.authorization === wanted) sendPage(request, response, `/${rest.join('/')}`);
    else response.writeHead(401, { 'WWW-Authenticate': 'Basic realm="lab"' }).end('who are you?');
  },
  echo: ({ request, response, body }) => {
    const headers = Object.entries(request.headers).filter(([name]) => name !== 'host' && name !== 'connection');
    const told = { method: request.method, url: request.url, headers: Object.fromEntries(headers), body };
    response.writeHead(200, { 'Content-Type': 'application/json', 'X-Two': ['a', 'b'] }).end(JSON.stringify(told));
  },
  gzip: ({ response }) => {
    response.writeHead(200, { 'Content-Type': 'text/plain', 'Content-Encoding': 'gzip' }).end(gzipSync('packed\n'));
  },
  cookies: ({ response }) => {
    response.writeHead(200, { 'Set-Cookie': ['one=1; Path=/', 'two=2'] }).end('sweet');
  },
  named: ({ response }) => {
    response.writeHead(200, { 'Content-Disposition': 'attachment; filename="given name.txt"' }).end('named\n');
  },
  /** Never answers. */
  silence: () => undefined,
};

const modified = 'Mon, 06 Jan 2020 10:00:00 GMT';

function sendPage({ headers }: IncomingMessage, response: ServerResponse, path: string): void {
  const page = pages[path];
  if (!page) return void response.writeHead(404, { 'Content-Type': 'text/plain' }).end('nothing here');
  const since = headers['if-modified-since'];
  if (since !== undefined && Date.parse(since) >= Date.parse(modified)) return void response.writeHead(304).end();
  const length = Buffer.byteLength(page.body);
  response.writeHead(200, { 'Content-Type': page.type, 'Content-Length': length, 'Last-Modified': modified });
  response.end(page.body);
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
