import { createHash, timingSafeEqual } from 'node:crypto';
import bcrypt from 'bcryptjs';
import { md5Crypt } from './md5-crypt.js';
import { hashPassword, randomSalt } from './password-hash.js';
import { shaCrypt } from './sha-crypt.js';

type Hash = (password: string) => string;

/** How passwords of web servers are hashed, by the names that the schemes have in Python's passlib. */
export const htpasswdSchemes: ReadonlyMap<string, Hash> = new Map<string, Hash>([
  ['apr_md5_crypt', (password) => md5Crypt(Buffer.from(password), randomSalt(8), '$apr1$')],
  ...['md5_crypt', 'sha256_crypt', 'sha512_crypt'].map((scheme): [string, Hash] => [
    scheme,
    (password) => hashPassword(password, { scheme }),
  ]),
  ['bcrypt', (password) => hashPassword(password, { scheme: 'bcrypt', ident: '2y' })],
  ['ldap_sha1', sha1Of],
  ['plaintext', (password) => password],
]);

function sha1Of(password: string): string {
  return `{SHA}${createHash('sha1').update(password).digest('base64')}`;
}

/** Whether a password belongs to the hash in a file of passwords. What is none of the known kinds is taken as plain text. */
export function isPasswordOf(password: string, hash: string): boolean {
  return isSame(again(password, hash), hash);
}

function again(password: string, hash: string): string {
  const bytes = Buffer.from(password);
  const [, kind = '', rest = ''] = /^\$(\w+)\$(.*)$/s.exec(hash) ?? [];
  if (kind === 'apr1' || kind === '1') return md5Crypt(bytes, rest.split('$')[0] ?? '', `$${kind}$`);
  if (kind === '5' || kind === '6') {
    const [, count, salt = ''] = /^(?:rounds=(\d+)\$)?([^$]*)/.exec(rest) ?? [];
    const rounds = count === undefined ? 5000 : Number(count);
    return shaCrypt(kind === '5' ? 'sha256' : 'sha512', bytes, { salt, rounds });
  }
  if (/^2[abxy]?$/.test(kind)) return bcrypt.compareSync(password, hash.replace(/^\$2[xy]\$/, '$2b$')) ? hash : '';
  return hash.startsWith('{SHA}') ? sha1Of(password) : password;
}

function isSame(one: string, other: string): boolean {
  const [left, right] = [Buffer.from(one), Buffer.from(other)];
  return left.length === right.length && timingSafeEqual(left, right);
}
