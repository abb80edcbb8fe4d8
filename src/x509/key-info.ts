import { createHash } from 'node:crypto';
import type { Json } from '../values/json.js';
import { publicKeyOf } from './x509.js';

/** What is told of a key: its type, size and curve, with the names that the modules use. */
export interface KeyInfo {
  readonly type: string;
  readonly size: number | undefined;
  readonly curve: string | undefined;
}

const types: Readonly<Record<string, string>> = {
  rsa: 'RSA',
  dsa: 'DSA',
  ec: 'ECC',
  ed25519: 'Ed25519',
  ed448: 'Ed448',
  x25519: 'X25519',
  x448: 'X448',
};

/** Curves by the names of OpenSSL. */
const curves: Readonly<Record<string, string>> = { prime256v1: 'secp256r1', prime192v1: 'secp192r1' };

/** The name of a curve as OpenSSL has it. */
export function opensslCurve(curve: string): string {
  return Object.entries(curves).find(([, name]) => name === curve)?.[0] ?? curve;
}

/** Reads a public key in DER. */
export function keyInfo(spki: Buffer): KeyInfo {
  const key = publicKeyOf(spki);
  const { modulusLength, namedCurve } = key.asymmetricKeyDetails ?? {};
  return {
    type: types[key.asymmetricKeyType ?? ''] ?? String(key.asymmetricKeyType),
    size: modulusLength,
    curve: namedCurve === undefined ? undefined : (curves[namedCurve] ?? namedCurve),
  };
}

const digests: readonly (readonly [name: string, algorithm: string, length?: number])[] = [
  ['blake2b', 'blake2b512'],
  ['blake2s', 'blake2s256'],
  ['md5', 'md5'],
  ['sha1', 'sha1'],
  ['sha224', 'sha224'],
  ['sha256', 'sha256'],
  ['sha384', 'sha384'],
  ['sha3_224', 'sha3-224'],
  ['sha3_256', 'sha3-256'],
  ['sha3_384', 'sha3-384'],
  ['sha3_512', 'sha3-512'],
  ['sha512', 'sha512'],
  ['shake_128', 'shake128', 32],
  ['shake_256', 'shake256', 32],
];

/** The digests of some bytes, with colons. */
export function fingerprints(bytes: Buffer): Readonly<Record<string, Json>> {
  return Object.fromEntries(
    digests.map(([name, algorithm, outputLength]) => {
      const hash = createHash(algorithm, outputLength === undefined ? {} : { outputLength });
      return [
        name,
        hash
          .update(bytes)
          .digest('hex')
          .replace(/..(?=.)/g, '$&:'),
      ];
    }),
  );
}
