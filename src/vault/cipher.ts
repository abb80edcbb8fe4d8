import { createCipheriv, createDecipheriv, createHmac, pbkdf2Sync, randomBytes, timingSafeEqual } from 'node:crypto';

/**
 * The AES256 format of vault data: PBKDF2-SHA256 gives two keys and a counter, AES-CTR encrypts the padded text, an HMAC
 * covers the ciphertext. Salt, HMAC and ciphertext are written as hexadecimal lines.
 */
const iterations = 10_000;
const keyLength = 32;
const blockLength = 16;

interface Keys {
  readonly cipher: Buffer;
  readonly hmac: Buffer;
  readonly counter: Buffer;
}

/** Derives keys, once for each password and salt: derivation is slow on purpose. */
export class KeyDerivation {
  readonly #known = new Map<string, Keys>();

  derive(password: string, salt: Buffer): Keys {
    const name = `${salt.toString('hex')}:${password}`;
    const known = this.#known.get(name);
    if (known) return known;
    const bytes = pbkdf2Sync(Buffer.from(password), salt, iterations, 2 * keyLength + blockLength, 'sha256');
    const keys = {
      cipher: bytes.subarray(0, keyLength),
      hmac: bytes.subarray(keyLength, 2 * keyLength),
      counter: bytes.subarray(2 * keyLength),
    };
    this.#known.set(name, keys);
    return keys;
  }
}

/** Encrypts bytes; the salt is random unless given. */
export function encryptPayload(
  plain: Uint8Array,
  password: string,
  { derivation, salt = randomBytes(keyLength) }: EncryptionOptions,
): Buffer {
  const keys = derivation.derive(password, salt);
  const cipher = createCipheriv('aes-256-ctr', keys.cipher, keys.counter);
  const ciphertext = Buffer.concat([cipher.update(pad(plain)), cipher.final()]);
  const parts = [salt, authenticate(ciphertext, keys), ciphertext];
  return Buffer.from(parts.map((part) => part.toString('hex')).join('\n'));
}

export interface EncryptionOptions {
  readonly derivation: KeyDerivation;
  readonly salt?: Buffer | undefined;
}

/** Decrypts bytes; `undefined` when the password is not the right one or the data was changed. */
export function decryptPayload(payload: Buffer, password: string, derivation: KeyDerivation): Buffer | undefined {
  const [salt, hmac, ciphertext] = payload
    .toString('latin1')
    .split('\n')
    .map((part) => Buffer.from(part, 'hex'));
  if (!salt || !hmac || !ciphertext) return undefined;
  const keys = derivation.derive(password, salt);
  const wanted = authenticate(ciphertext, keys);
  if (hmac.length !== wanted.length || !timingSafeEqual(hmac, wanted)) return undefined;
  const decipher = createDecipheriv('aes-256-ctr', keys.cipher, keys.counter);
  return unpad(Buffer.concat([decipher.update(ciphertext), decipher.final()]));
}

function authenticate(ciphertext: Buffer, keys: Keys): Buffer {
  return createHmac('sha256', keys.hmac).update(ciphertext).digest();
}

/** PKCS #7: always at least one byte, each holding the number of bytes added. */
function pad(plain: Uint8Array): Buffer {
  const added = blockLength - (plain.length % blockLength);
  return Buffer.concat([plain, Buffer.alloc(added, added)]);
}

function unpad(padded: Buffer): Buffer | undefined {
  const added = padded.at(-1) ?? 0;
  return added >= 1 && added <= blockLength && added <= padded.length
    ? padded.subarray(0, padded.length - added)
    : undefined;
}
