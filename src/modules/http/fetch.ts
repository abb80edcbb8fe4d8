import { isIP } from 'node:net';
import { brotliDecompressSync, gunzipSync, inflateSync } from 'node:zlib';
import { ask, fail, request, type Conversation } from '../../module-kit/index.js';
import { text } from '../../questions/text.js';
import type { HttpRequest, HttpResponse, TlsOptions } from '../../transport/http.js';
import type { HttpValues } from './arguments.js';

/** Which redirects are followed, with Ansible's meanings. */
export type Redirects = 'all' | 'none' | 'safe';

export interface Fetch {
  readonly args: HttpValues;
  readonly method: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: Uint8Array | string | undefined;
  readonly redirects: Redirects;
  readonly timeout: number;
  /** A Unix socket of the target to speak to instead of the URL's host. */
  readonly socket?: string | undefined;
}

export interface Fetched {
  readonly response: HttpResponse;
  /** The body, unpacked when asked. */
  readonly body: Buffer;
  /** Where the answer came from in the end. */
  readonly url: URL;
  readonly redirected: boolean;
}

const mostRedirects = 10;

/** Makes a request from the target's view and follows redirects. What cannot be reached raises the transport's error. */
export function* fetchUrl(fetch: Fetch): Conversation<Fetched> {
  refuseUnsupported(fetch.args);
  const tls = yield* readTls(fetch.args);
  let url = parseUrl(fetch.args.url);
  let { method, body, headers } = fetch;
  for (let count = 0; count <= mostRedirects; count++) {
    const response = yield* send({ ...fetch, method, body, headers }, url, tls);
    const next = redirectOf(response, url, method, fetch.redirects);
    if (!next) return { response, body: unpacked(response, fetch.args.decompress), url, redirected: count > 0 };
    const leavesOut = new Set(fetch.args.unredirected_headers.map((name) => name.toLowerCase()));
    if (next.host !== url.host) leavesOut.add('authorization');
    // Only 307 and 308 ask for the same request again; the others turn into a plain GET.
    if (![307, 308].includes(response.status) && method !== 'HEAD') [method, body] = ['GET', undefined];
    const dropsBody = body === undefined ? ['content-type', 'content-length'] : [];
    headers = Object.fromEntries(
      Object.entries(headers).filter(([name]) => ![...leavesOut, ...dropsBody].includes(name.toLowerCase())),
    );
    url = next;
  }
  return fail(`more than ${mostRedirects} redirects, the last one to ${url.href}`, { url: fetch.args.url, status: -1 });
}

/** The address of a task; only http and https are spoken. */
export function parseUrl(text: string): URL {
  if (!URL.canParse(text)) fail(`not a URL: ${text}`, { url: text, status: -1 });
  const url = new URL(text);
  if (url.protocol !== 'http:' && url.protocol !== 'https:')
    fail(`${url.protocol} is not supported: use http or https`, { url: text, status: -1 });
  return url;
}

function refuseUnsupported({ use_gssapi, ciphers }: HttpValues): void {
  if (use_gssapi) fail('use_gssapi is not supported');
  if (ciphers !== undefined) fail('ciphers is not supported');
}

function* send(fetch: Fetch, url: URL, tls: Omit<TlsOptions, 'serverName'>): Conversation<HttpResponse> {
  const credentials = credentialsOf(fetch.args, url);
  const first = yield* request(requestOf(fetch, url, tls, fetch.args.force_basic_auth ? credentials : undefined));
  const isChallenged = first.status === 401 && credentials !== undefined && !fetch.args.force_basic_auth;
  if (!isChallenged || !/basic/i.test(String(first.headers['www-authenticate'] ?? ''))) return first;
  return yield* request(requestOf(fetch, url, tls, credentials));
}

function requestOf(
  fetch: Fetch,
  url: URL,
  tls: Omit<TlsOptions, 'serverName'>,
  credentials: string | undefined,
): HttpRequest {
  const host = url.hostname.replace(/^\[|\]$/g, '');
  const isSecure = url.protocol === 'https:';
  const basic = credentials === undefined ? undefined : `Basic ${Buffer.from(credentials).toString('base64')}`;
  const defaults = {
    Host: url.host,
    'User-Agent': fetch.args.http_agent,
    'Accept-Encoding': 'identity',
  };
  return {
    to:
      fetch.socket === undefined ? { host, port: Number(url.port) || (isSecure ? 443 : 80) } : { socket: fetch.socket },
    method: fetch.method,
    path: url.pathname + url.search,
    headers: withHeaders(defaults, { ...(basic === undefined ? {} : { Authorization: basic }), ...fetch.headers }),
    body: fetch.body,
    // A server name must not be an address.
    tls: isSecure ? { ...tls, serverName: isIP(host) ? '' : host } : undefined,
    timeout: fetch.timeout,
  };
}

/** Headers of the task replace the defaults, however they are capitalised. */
function withHeaders(
  defaults: Readonly<Record<string, string>>,
  given: Readonly<Record<string, string>>,
): Record<string, string> {
  const names = new Set(Object.keys(given).map((name) => name.toLowerCase()));
  return {
    ...Object.fromEntries(Object.entries(defaults).filter(([name]) => !names.has(name.toLowerCase()))),
    ...given,
  };
}

function credentialsOf({ url_username, url_password }: HttpValues, url: URL): string | undefined {
  if (url_username !== undefined) return `${url_username}:${url_password ?? ''}`;
  return url.username === '' ? undefined : `${decodeURIComponent(url.username)}:${decodeURIComponent(url.password)}`;
}

function redirectOf(
  { status, headers }: HttpResponse,
  from: URL,
  method: string,
  redirects: Redirects,
): URL | undefined {
  const { location } = headers;
  if (![301, 302, 303, 307, 308].includes(status) || typeof location !== 'string' || redirects === 'none')
    return undefined;
  if (redirects === 'safe' && method !== 'GET' && method !== 'HEAD') return undefined;
  return URL.canParse(location, from.href) ? parseUrl(new URL(location, from).href) : undefined;
}

/** Certificates are files of the target. */
function* readTls({
  url,
  validate_certs,
  ca_path,
  client_cert,
  client_key,
}: HttpValues): Conversation<Omit<TlsOptions, 'serverName'>> {
  if (!url.startsWith('https:')) return { verify: validate_certs };
  return {
    verify: validate_certs,
    certificateAuthority: yield* readPem(ca_path),
    certificate: yield* readPem(client_cert),
    key: yield* readPem(client_key ?? client_cert),
  };
}

function* readPem(path: string | undefined): Conversation<string | undefined> {
  if (path === undefined) return undefined;
  const { content } = yield* ask({ content: text(path) });
  if (content?.content === undefined) fail(`cannot read ${path} on the target`);
  return content.content.toString('utf8');
}

function unpacked({ headers, body }: HttpResponse, decompress: boolean): Buffer {
  if (!decompress || body.length === 0) return body;
  switch (String(headers['content-encoding'] ?? '').toLowerCase()) {
    case 'gzip':
    case 'x-gzip':
      return gunzipSync(body);
    case 'deflate':
      return inflateSync(body);
    case 'br':
      return brotliDecompressSync(body);
    default:
      return body;
  }
}
