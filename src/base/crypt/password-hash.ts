import bcrypt from 'bcryptjs';
import { ProvisionError } from '../errors.js';
import { choose, systemRandom } from '../python-random.js';
import { cryptAlphabet } from './base64.js';
import { md5Crypt } from './md5-crypt.js';
import { shaCrypt } from './sha-crypt.js';

/** How a password is to be hashed; what is left out gets the scheme's usual value. */
export interface PasswordHashOptions {
  readonly scheme: string;
  readonly salt?: string | undefined;
  readonly saltLength?: number | undefined;
  readonly rounds?: number | undefined;
  readonly ident?: string | undefined;
}

interface Scheme {
  readonly name: string;
  readonly saltLength: number;
  readonly isSaltFixed: boolean;
  readonly rounds: readonly [least: number, usual: number, most: number] | undefined;
  hash(password: Uint8Array, options: { salt: string; rounds: number; ident: string }): string;
}

const sha512: Scheme = {
  name: 'sha512_crypt',
  saltLength: 16,
  isSaltFixed: false,
  rounds: [1000, 656_000, 999_999_999],
  hash: (password, options) => shaCrypt('sha512', password, options),
};
const sha256: Scheme = {
  ...sha512,
  name: 'sha256_crypt',
  rounds: [1000, 535_000, 999_999_999],
  hash: (password, options) => shaCrypt('sha256', password, options),
};
const md5: Scheme = {
  name: 'md5_crypt',
  saltLength: 8,
  isSaltFixed: false,
  rounds: undefined,
  hash: (password, { salt }) => md5Crypt(password, salt),
};
const blowfish: Scheme = { name: 'bcrypt', saltLength: 22, isSaltFixed: true, rounds: [4, 12, 31], hash: bcryptHash };

const schemes: ReadonlyMap<string, Scheme> = new Map([
  ...[sha512, sha256, md5, blowfish].map((scheme) => [scheme.name, scheme] as const),
  ['sha512', sha512],
  ['sha256', sha256],
  ['md5', md5],
  ['blowfish', blowfish],
]);

/** A password as /etc/shadow holds it. */
export function hashPassword(password: string, options: PasswordHashOptions): string {
  const scheme = schemes.get(options.scheme);
  if (scheme === undefined) throw unknownScheme(options.scheme);
  const salt = options.salt || randomSalt(checkedSaltLength(options.saltLength, scheme));
  checkSalt(salt, scheme);
  const rounds = checkedRounds(options.rounds, scheme);
  return scheme.hash(Buffer.from(password, 'utf8'), { salt, rounds, ident: options.ident ?? '2b' });
}

/** Whether a scheme is known, and how long its salt is. */
export function saltLengthOf(scheme: string): number {
  const found = schemes.get(scheme);
  if (found === undefined) throw unknownScheme(scheme);
  return found.saltLength;
}

/** A salt that nobody can foresee. */
export function randomSalt(length: number): string {
  return Array.from({ length }, () => choose([...cryptAlphabet], systemRandom)).join('');
}

function unknownScheme(name: string): ProvisionError {
  return new ProvisionError(
    'E0303',
    `${name} is not in the list of supported passlib algorithms: md5, blowfish, sha256, sha512`,
  );
}

function refused(problem: string): ProvisionError {
  return new ProvisionError('E0303', `Could not hash the secret: ${problem}`);
}

function checkedSaltLength(length: number | undefined, { name, saltLength }: Scheme): number {
  if (length !== undefined && length > saltLength)
    throw refused(`${name}: salt_size (${length}) above max_salt_size (${saltLength})`);
  return length ?? saltLength;
}

function checkSalt(salt: string, { name, saltLength, isSaltFixed }: Scheme): void {
  const needed = isSaltFixed ? `exactly ${saltLength}` : `<= ${saltLength}`;
  if (salt.length > saltLength) throw refused(`salt too large (${name} requires ${needed} chars)`);
  if (isSaltFixed && salt.length < saltLength) throw refused(`salt too small (${name} requires ${needed} chars)`);
  if (![...salt].every((character) => cryptAlphabet.includes(character)))
    throw refused(`invalid characters in ${name} salt`);
}

function checkedRounds(rounds: number | undefined, { name, rounds: limits }: Scheme): number {
  if (limits === undefined) {
    if (rounds !== undefined) throw refused(`${name} has no rounds`);
    return 0;
  }
  const [least, usual, most] = limits;
  if (rounds !== undefined && rounds < least)
    throw refused(`${name}: min_desired_rounds (${rounds}) is too low, must be at least ${least}`);
  if (rounds !== undefined && rounds > most)
    throw refused(`${name}: max_desired_rounds (${rounds}) is too high, must be at most ${most}`);
  return rounds ?? usual;
}

function bcryptHash(
  password: Uint8Array,
  { salt, rounds, ident }: { salt: string; rounds: number; ident: string },
): string {
  if (!['2', '2a', '2b', '2y'].includes(ident)) throw refused(`invalid ident: '${ident}'`);
  // The newer variants differ only in how they treat bytes that are no text: here all is UTF-8.
  const variant = ident === '2' ? '$2$' : '$2b$';
  const hash = bcrypt.hashSync(
    Buffer.from(password).toString('utf8'),
    `${variant}${String(rounds).padStart(2, '0')}$${salt}`,
  );
  return `$${ident}$${hash.slice(variant.length)}`;
}
