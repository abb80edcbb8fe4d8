import { createHash, createHmac } from 'node:crypto';

/** One line of a known_hosts file. */
export interface KnownHost {
  readonly file: string;
  /** From 1. */
  readonly line: number;
  readonly marker: 'revoked' | 'cert-authority' | undefined;
  /** The first field: patterns separated by commas, or one hashed name. */
  readonly names: string;
  readonly type: string;
  /** The key as on the wire, in base64. */
  readonly key: string;
}

/** What the files say about a key that a host showed. */
export type HostKeyVerdict =
  | { readonly kind: 'known' }
  | { readonly kind: 'unknown' }
  | { readonly kind: 'revoked'; readonly by: KnownHost }
  | { readonly kind: 'changed'; readonly from: KnownHost }
  | { readonly kind: 'certificate'; readonly authority: KnownHost };

/** Reads a known_hosts file. Lines that are not understood count for nothing, as with OpenSSH. */
export function parseKnownHosts(text: string, file: string): KnownHost[] {
  const entries: KnownHost[] = [];
  text.split(/\r?\n/).forEach((row, index) => {
    const words = row.trim().split(/[ \t]+/);
    const marker = words[0]?.startsWith('@') === true ? words.shift()?.slice(1) : undefined;
    const [names, type, key] = words;
    if (names === undefined || names.startsWith('#') || type === undefined || key === undefined) return;
    if (marker !== undefined && marker !== 'revoked' && marker !== 'cert-authority') return;
    entries.push({ file, line: index + 1, marker, names, type, key });
  });
  return entries;
}

/** The name under which known_hosts files have a host. */
export function knownName(host: string, port: number): string {
  const name = host.toLowerCase();
  return port === 22 ? name : `[${name}]:${port}`;
}

/** Whether a line speaks about this name: hashed, or by patterns of which none may be negated. */
export function isAbout(entry: KnownHost, name: string): boolean {
  if (entry.names.startsWith('|')) return isHashOf(entry.names, name);
  const patterns = entry.names.toLowerCase().split(',');
  if (patterns.some((pattern) => pattern.startsWith('!') && isMatch(pattern.slice(1), name))) return false;
  return patterns.some((pattern) => isMatch(pattern, name));
}

/** Judges a key (base64) that a host showed, by the lines that are about the host. A host known by another key has changed, whatever the key's type. */
export function judgeHostKey(entries: readonly KnownHost[], key: string): HostKeyVerdict {
  const revoking = entries.find((entry) => entry.marker === 'revoked' && entry.key === key);
  if (revoking !== undefined) return { kind: 'revoked', by: revoking };
  const plain = entries.filter((entry) => entry.marker === undefined);
  if (plain.some((entry) => entry.key === key)) return { kind: 'known' };
  const type = keyType(key);
  const former = plain.find((entry) => entry.type === type) ?? plain[0];
  if (former !== undefined) return { kind: 'changed', from: former };
  const authority = entries.find((entry) => entry.marker === 'cert-authority');
  return authority === undefined ? { kind: 'unknown' } : { kind: 'certificate', authority };
}

/** `SHA256:...`, as ssh-keygen -l prints it. */
export function fingerprint(key: string): string {
  const hash = createHash('sha256').update(Buffer.from(key, 'base64')).digest('base64');
  return `SHA256:${hash.replace(/=+$/, '')}`;
}

/** The type that a key names in its first field. */
export function keyType(key: string): string {
  const blob = Buffer.from(key, 'base64');
  return blob.length < 4 ? '' : blob.toString('latin1', 4, 4 + blob.readUInt32BE(0));
}

/** A name as HashKnownHosts writes it. */
export function hashName(name: string, salt: Buffer): string {
  return `|1|${salt.toString('base64')}|${createHmac('sha1', salt).update(name).digest('base64')}`;
}

function isHashOf(hashed: string, name: string): boolean {
  const [, version, salt] = hashed.split('|');
  return version === '1' && salt !== undefined && hashName(name, Buffer.from(salt, 'base64')) === hashed;
}

function isMatch(pattern: string, name: string): boolean {
  const expression = pattern
    .replace(/[.+^${}()|[\]\\]/g, '\\$&')
    .replaceAll('*', '.*')
    .replaceAll('?', '.');
  return new RegExp(`^${expression}$`).test(name);
}
