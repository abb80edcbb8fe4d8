import { createHmac } from 'node:crypto';

/** One line of a known_hosts file that is neither empty nor a comment. */
export interface HostKeyEntry {
  readonly marker: string;
  /** Names and patterns with commas between, or one hashed name. */
  readonly hosts: string;
  readonly type: string;
  readonly key: string;
}

/** What a file has to do with a wanted key. */
export interface KeySearch {
  /** Lines with a key of the host's own, by their index. */
  readonly about: readonly number[];
  /** The line with exactly this key, or one of the same type that it takes the place of. */
  readonly line: number | undefined;
  readonly isSame: boolean;
}

/** Reads a line; `undefined` for comments and what is no entry. */
export function parseEntry(line: string): HostKeyEntry | undefined {
  const words = line.trim().split(/\s+/);
  const marker = words[0]?.startsWith('@') === true ? (words.shift() ?? '') : '';
  const [hosts = '', type = '', key = ''] = words;
  return hosts === '' || hosts.startsWith('#') || key === '' ? undefined : { marker, hosts, type, key };
}

/** Whether the key is one: its bytes begin with its type. */
export function isKey({ type, key }: HostKeyEntry): boolean {
  const bytes = Buffer.from(key, 'base64');
  return bytes.length > 4 && bytes.subarray(4, 4 + bytes.readUInt32BE(0)).toString() === type;
}

/** Looks for a host's lines and, among them, for its key. */
export function searchKey(lines: readonly string[], host: string, wanted: HostKeyEntry | undefined): KeySearch {
  const entries = lines.map(parseEntry);
  const found = entries.flatMap((entry, index) => (entry && concerns(entry.hosts, host) ? [index] : []));
  // Authorities and revoked keys give way to nothing, as ssh-keygen leaves them alone.
  const about = found.filter((index) => entries[index]?.marker === '');
  const ofType = about.filter((index) => entries[index]?.type === wanted?.type);
  const same = found.find((index) => isEqual(entries[index], wanted));
  const line = wanted === undefined ? undefined : (same ?? ofType[0]);
  return { about, line, isSame: same !== undefined };
}

/** A salt makes every hash of a name another one: all of them count as equal. */
function isEqual(one: HostKeyEntry | undefined, other: HostKeyEntry | undefined): boolean {
  if (!one || !other) return false;
  const hosts = (entry: HostKeyEntry): string => (isHashed(entry.hosts) ? '|1|' : entry.hosts);
  return one.marker === other.marker && hosts(one) === hosts(other) && one.type === other.type && one.key === other.key;
}

/** Whether a line's host field means a host: by name, by pattern, or by the hash of its name. */
export function concerns(hosts: string, host: string): boolean {
  if (isHashed(hosts)) {
    const [, , salt = '', hash = ''] = hosts.split('|');
    return digest(host, salt) === hash;
  }
  const patterns = hosts.toLowerCase().split(',');
  const isRefused = patterns.some((pattern) => pattern.startsWith('!') && matches(pattern.slice(1), host));
  return !isRefused && patterns.some((pattern) => matches(pattern, host));
}

/** A line with the name of its host hashed. */
export function hashHost(entry: HostKeyEntry, host: string, salt: Buffer): string {
  const encoded = salt.toString('base64');
  return formatEntry({ ...entry, hosts: `|1|${encoded}|${digest(host, encoded)}` });
}

function formatEntry({ marker, hosts, type, key }: HostKeyEntry): string {
  return [...(marker === '' ? [] : [marker]), hosts, type, key].join(' ');
}

function isHashed(hosts: string): boolean {
  return hosts.startsWith('|1|');
}

function digest(host: string, salt: string): string {
  return createHmac('sha1', Buffer.from(salt, 'base64')).update(host).digest('base64');
}

function matches(pattern: string, host: string): boolean {
  const source = pattern
    .replace(/[.+^${}()|[\]\\]/g, '\\$&')
    .replaceAll('*', '.*')
    .replaceAll('?', '.');
  return pattern === host || new RegExp(`^${source}$`).test(host);
}
