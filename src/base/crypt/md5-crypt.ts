import { createHash } from 'node:crypto';
import { encodeBytes } from './base64.js';

const order = [
  [0, 6, 12],
  [1, 7, 13],
  [2, 8, 14],
  [3, 9, 15],
  [4, 10, 5],
  [-1, -1, 11],
] as const;

/** md5_crypt: `$1$...`, for what still needs it; with `$apr1$` as its mark it is Apache's variant. */
export function md5Crypt(password: Uint8Array, salt: string, mark: `$${string}$` = '$1$'): string {
  const saltBytes = Buffer.from(salt, 'latin1');
  const alternate = md5(password, saltBytes, password);
  const parts: Uint8Array[] = [password, Buffer.from(mark), saltBytes];
  for (let left = password.length; left > 0; left -= 16) parts.push(alternate.subarray(0, Math.min(16, left)));
  for (let bits = password.length; bits > 0; bits >>>= 1)
    parts.push(bits & 1 ? Buffer.from([0]) : password.subarray(0, 1));
  let digest = md5(...parts);
  for (let round = 0; round < 1000; round++) digest = md5(...roundParts(round, { digest, password, salt: saltBytes }));
  return `${mark}${salt}$${encodeBytes(digest, order)}`;
}

function roundParts(
  round: number,
  { digest, password, salt }: { digest: Uint8Array; password: Uint8Array; salt: Uint8Array },
): Uint8Array[] {
  const isOdd = round % 2 === 1;
  const parts = [isOdd ? password : digest];
  if (round % 3 !== 0) parts.push(salt);
  if (round % 7 !== 0) parts.push(password);
  return [...parts, isOdd ? digest : password];
}

function md5(...parts: readonly Uint8Array[]): Buffer {
  const digest = createHash('md5');
  for (const part of parts) digest.update(part);
  return digest.digest();
}
