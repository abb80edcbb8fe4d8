import { createHmac, randomBytes } from 'node:crypto';

/** Of this process alone, so that a digest says nothing about the secrets that went into it. */
const key = randomBytes(32);

/** A digest of plain data that holds secrets: equal data has equal digests, within this process. */
export function keyedDigest(data: unknown): string {
  return createHmac('sha256', key).update(JSON.stringify(data)).digest('base64');
}
