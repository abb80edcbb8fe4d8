import { createHash } from 'node:crypto';
import { encodeBytes } from './base64.js';

export type ShaVariant = 'sha256' | 'sha512';

/** The rounds that crypt takes when the hash names none; only then the hash does not show them. */
const implicitRounds = 5000;

/** sha256_crypt and sha512_crypt: `$5$...` and `$6$...`. */
export function shaCrypt(
  variant: ShaVariant,
  password: Uint8Array,
  { salt, rounds }: { salt: string; rounds: number },
): string {
  const digest = mix(variant, password, { salt: Buffer.from(salt, 'latin1'), rounds });
  const shown = rounds === implicitRounds ? '' : `rounds=${rounds}$`;
  return `$${variant === 'sha256' ? 5 : 6}$${shown}${salt}$${encodeBytes(digest, orders[variant])}`;
}

function mix(
  variant: ShaVariant,
  password: Uint8Array,
  { salt, rounds }: { salt: Uint8Array; rounds: number },
): Uint8Array {
  const hash = (...parts: readonly Uint8Array[]): Buffer => {
    const digest = createHash(variant);
    for (const part of parts) digest.update(part);
    return digest.digest();
  };
  const length = password.length;
  const alternate = hash(password, salt, password);
  const parts: Uint8Array[] = [password, salt, repeatTo(alternate, length)];
  for (let bits = length; bits > 0; bits >>>= 1) parts.push(bits & 1 ? alternate : password);
  const first = hash(...parts);
  const passwordRun = repeatTo(hash(...Array.from({ length }, () => password)), length);
  const saltCount = 16 + (first[0] ?? 0);
  const saltRun = repeatTo(hash(...Array.from({ length: saltCount }, () => salt)), salt.length);
  let digest: Uint8Array = first;
  for (let round = 0; round < rounds; round++) {
    const isOdd = round % 2 === 1;
    digest = hash(
      isOdd ? passwordRun : digest,
      round % 3 === 0 ? empty : saltRun,
      round % 7 === 0 ? empty : passwordRun,
      isOdd ? digest : passwordRun,
    );
  }
  return digest;
}

const empty = new Uint8Array(0);

function repeatTo(bytes: Uint8Array, length: number): Uint8Array {
  return Uint8Array.from({ length }, (_, index) => bytes[index % bytes.length] ?? 0);
}

/** The order of bytes in the text: three columns that turn from row to row. */
const orders: Readonly<Record<ShaVariant, readonly (readonly number[])[]>> = {
  sha256: [
    ...Array.from({ length: 10 }, (_, row) => turn([0, 10, 20], row, 2).map((column) => (column + 0) % 30)),
    [-1, 31, 30],
  ],
  sha512: [...Array.from({ length: 21 }, (_, row) => turn([0, 21, 42], row, 1)), [-1, -1, 63]],
};

function turn(columns: readonly number[], row: number, step: number): number[] {
  return columns.map((_, index) => (columns[(index + row * step) % columns.length] ?? 0) + row);
}
