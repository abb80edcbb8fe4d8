import { failure } from '../failure.js';

/** The parts of an address, as Ansible's `urlsplit` names them. */
export interface UrlParts {
  readonly fragment: string;
  readonly hostname: string | null;
  readonly netloc: string;
  readonly password: string | null;
  readonly path: string;
  readonly port: number | null;
  readonly query: string;
  readonly scheme: string;
  readonly username: string | null;
}

/** Takes an address apart as Python's `urllib.parse.urlsplit` does. */
export function splitUrl(address: string): UrlParts {
  const url = address.replace(/^[\x00-\x20]+/, '').replace(/[\t\r\n]/g, '');
  const [, scheme = '', rest = url] = /^([a-zA-Z][a-zA-Z0-9+.-]*):([\s\S]*)$/.exec(url) ?? [];
  const [, netloc = '', path = '', query = '', fragment = ''] =
    /^(?:\/\/([^/?#]*))?([^?#]*)(?:\?([^#]*))?(?:#([\s\S]*))?$/.exec(rest) ?? [];
  const { username, password, hostname, port } = splitNetloc(netloc);
  return { fragment, hostname, netloc, password, path, port, query, scheme: scheme.toLowerCase(), username };
}

function splitNetloc(netloc: string): Pick<UrlParts, 'username' | 'password' | 'hostname' | 'port'> {
  const at = netloc.lastIndexOf('@');
  const user = at < 0 ? undefined : netloc.slice(0, at);
  const colon = user?.indexOf(':') ?? -1;
  const [, bracketed, plain = '', port] = /^(?:\[([^\]]*)\]|([^:]*))(?::(.*))?$/.exec(netloc.slice(at + 1)) ?? [];
  return {
    username: user === undefined ? null : colon < 0 ? user : user.slice(0, colon),
    password: user === undefined || colon < 0 ? null : user.slice(colon + 1),
    hostname: (bracketed ?? plain).toLowerCase() || null,
    port: port === undefined || port === '' ? null : portNumber(port),
  };
}

function portNumber(port: string): number {
  if (!/^\d+$/.test(port)) throw failure(`Port could not be cast to integer value as '${port}'`);
  if (Number(port) > 65535) throw failure('Port out of range 0-65535');
  return Number(port);
}

/** Percent-encodes all but letters, digits, `_.-~` and the characters in `safe`. */
export function encodeUrl(text: string, safe: string): string {
  return Array.from(Buffer.from(text, 'utf8'), (byte) => {
    const character = String.fromCharCode(byte);
    const stays = /[A-Za-z0-9_.~-]/.test(character) || safe.includes(character);
    return stays ? character : `%${byte.toString(16).toUpperCase().padStart(2, '0')}`;
  }).join('');
}

/** Reads percent-encoded bytes as UTF-8; what is no encoding stays. */
export function decodeUrl(text: string): string {
  return text.replace(/(?:%[0-9a-fA-F]{2})+/g, (run) => Buffer.from(run.replaceAll('%', ''), 'hex').toString('utf8'));
}
