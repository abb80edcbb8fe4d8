import {
  arg,
  exchange,
  fail,
  request,
  type Conversation,
  type Exchange,
  type ValuesOf,
} from '../../module-kit/index.js';
import type { DialAddress } from '../../transport/connection.js';
import type { HttpRequest, HttpResponse } from '../../transport/http.js';

/** The arguments that say where a Docker engine is; every module of the family has them. */
export const engineArguments = {
  docker_host: arg.string({
    default: 'unix:///var/run/docker.sock',
    aliases: ['docker_url'],
    doc: 'The address of the engine, as the target sees it: unix://PATH or tcp://HOST:PORT.',
  }),
  api_version: arg.string({
    default: 'auto',
    aliases: ['docker_api_version'],
    doc: "The version of the engine's API; auto takes its newest.",
  }),
  timeout: arg.integer({ default: 60, doc: 'Seconds to wait for an answer.' }),
  tls: arg.boolean({ default: false, doc: 'Use TLS without verifying the engine.' }),
  validate_certs: arg.boolean({ default: false, aliases: ['tls_verify'], doc: 'Use TLS and verify the engine.' }),
  tls_hostname: arg.string({ doc: 'The name that the certificate of the engine must have.' }),
  ca_path: arg.path({ aliases: ['ca_cert', 'tls_ca_cert', 'cacert_path'], doc: 'CA certificate on the target.' }),
  client_cert: arg.path({ aliases: ['tls_client_cert', 'cert_path'], doc: 'Client certificate on the target.' }),
  client_key: arg.path({
    aliases: ['tls_client_key', 'key_path'],
    doc: 'Key of the client certificate on the target.',
  }),
  use_ssh_client: arg.boolean({
    default: false,
    doc: 'Means nothing here: the connection to the host is used as it is.',
  }),
  debug: arg.boolean({ default: false, doc: 'Means nothing here: -vvv shows what is sent.' }),
} as const;

export type EngineArguments = ValuesOf<typeof engineArguments>;

/** What the engine answered, as data. Fields are read with care: versions differ. */
export type EngineData = Readonly<Record<string, unknown>>;

interface EngineChange {
  readonly what: string;
  readonly before?: string;
  readonly after?: string;
  readonly counts?: boolean;
}

interface Call {
  readonly method: string;
  readonly path: string;
  readonly query?: Readonly<Record<string, string | undefined>>;
  readonly body?: unknown;
  /** Seconds, when the answer may take longer than usual. */
  readonly timeout?: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly progress?: Exchange['progress'];
}

/** One Docker engine, spoken to over the connection to the host. */
export class Engine {
  readonly #args: EngineArguments;

  constructor(args: EngineArguments) {
    this.#args = args;
  }

  /** An object by its path; `undefined` when the engine does not know it. */
  *find(path: string, query: Call['query'] = {}): Conversation<EngineData | undefined> {
    const response = yield* request(this.#request({ method: 'GET', path, query }));
    if (response.status === 404) return undefined;
    return dataOf(checked(response, `GET ${path}`));
  }

  /** A request that changes nothing and must succeed. */
  *get(call: Omit<Call, 'method'>): Conversation<HttpResponse> {
    return checked(yield* request(this.#request({ ...call, method: 'GET' })), `GET ${call.path}`);
  }

  /** A question that has a body, whose answer may be a refusal. */
  *post(call: Omit<Call, 'method'>): Conversation<HttpResponse> {
    return yield* request(this.#request({ ...call, method: 'POST' }));
  }

  /** A request that changes something; `undefined` in check mode. Statuses in `accept` count as success. */
  *change(change: EngineChange, call: Call, accept: readonly number[] = []): Conversation<HttpResponse | undefined> {
    const response = yield* exchange({ request: this.#request(call), change, progress: call.progress });
    if (!response || accept.includes(response.status)) return response;
    return checked(response, change.what);
  }

  #request({ method, path, query = {}, body, timeout, headers = {} }: Call): HttpRequest {
    const version = this.#args.api_version === 'auto' ? '' : `/v${this.#args.api_version.replace(/^v/, '')}`;
    const parts = Object.entries(query).flatMap(([name, value]) =>
      value === undefined ? [] : [`${name}=${encodeURIComponent(value)}`],
    );
    return {
      to: addressOf(this.#args),
      method,
      path: `${version}${path}${parts.length > 0 ? `?${parts.join('&')}` : ''}`,
      headers: { ...(body === undefined ? {} : { 'Content-Type': 'application/json' }), ...headers },
      body: body === undefined ? undefined : JSON.stringify(body),
      timeout: timeout ?? this.#args.timeout,
    };
  }
}

function addressOf({ docker_host, tls, validate_certs }: EngineArguments): DialAddress {
  if (tls || validate_certs)
    fail('TLS to a Docker engine is not supported: reach it through its socket on the host, over the SSH connection');
  const socket = /^unix:\/\/(.+)$/.exec(docker_host)?.[1];
  if (socket !== undefined) return { socket: socket.startsWith('/') ? socket : `/${socket}` };
  const [, host, port] = /^(?:tcp|http):\/\/\[?([^/\]]+?)\]?:(\d+)\/?$/.exec(docker_host) ?? [];
  if (host !== undefined && port !== undefined) return { host, port: Number(port) };
  return fail(`docker_host must be unix://PATH or tcp://HOST:PORT, not "${docker_host}"`);
}

function checked(response: HttpResponse, what: string): HttpResponse {
  if (response.status < 400) return response;
  return fail(`${what}: ${messageOf(response)}`, { status: response.status });
}

/** The engine's own words for what is wrong. */
export function messageOf(response: HttpResponse): string {
  const text = response.body.toString().trim();
  const data = tryParse(text);
  return typeof data?.['message'] === 'string' ? data['message'] : text || `HTTP status ${response.status}`;
}

/** The JSON object of an answer. */
export function dataOf(response: HttpResponse): EngineData {
  return (
    tryParse(response.body.toString()) ??
    fail('the Docker engine answered something that is not JSON', { status: response.status })
  );
}

/** The list of objects of an answer. */
export function listOf(response: HttpResponse): readonly EngineData[] {
  const data = tryParse(response.body.toString());
  return Array.isArray(data) ? (data as readonly EngineData[]) : [];
}

function tryParse(text: string): EngineData | undefined {
  try {
    const data: unknown = JSON.parse(text);
    return typeof data === 'object' && data !== null ? (data as EngineData) : undefined;
  } catch {
    // Not JSON: the caller says what that means.
    return undefined;
  }
}

/** A field that is an object; empty when it is missing. */
export function objectAt(data: EngineData, ...path: readonly string[]): EngineData {
  const value = valueAt(data, ...path);
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as EngineData) : {};
}

/** A field that is a list of texts; empty when it is missing. */
export function textsAt(data: EngineData, ...path: readonly string[]): string[] {
  const value = valueAt(data, ...path);
  return Array.isArray(value) ? value.map(String) : [];
}

/** A field that is text; `undefined` when it is missing. */
export function textAt(data: EngineData, ...path: readonly string[]): string | undefined {
  const value = valueAt(data, ...path);
  return typeof value === 'string' ? value : undefined;
}

export function valueAt(data: EngineData, ...path: readonly string[]): unknown {
  let current: unknown = data;
  for (const key of path) {
    if (typeof current !== 'object' || current === null) return undefined;
    current = (current as EngineData)[key];
  }
  return current;
}
