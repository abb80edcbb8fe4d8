import { ECDH } from 'node:crypto';
import type { Json } from '../values/json.js';
import { integerOf, members, readElement, readElements, toPem, type Element } from './der.js';
import { fingerprints, keyInfo, opensslCurve } from './key-info.js';
import { unreadable } from './unreadable.js';
import { get } from './x509.js';

type Data = Readonly<Record<string, Json>>;

/** What is told of a public key: its type, and the numbers that it is made of. */
export function publicKeyData(spki: Buffer): { readonly type: string; readonly data: Data } {
  const { type, size, curve } = keyInfo(spki);
  const [algorithm, key] = members(spki);
  const content = get(key).content.subarray(1);
  const numbers = (elements: readonly Element[]): (number | bigint)[] =>
    elements.map((element) => integerOf(element.content));
  switch (type) {
    case 'RSA': {
      const [modulus = 0, exponent = 0] = numbers(members(content));
      return { type, data: { size: size ?? null, modulus, exponent } };
    }
    case 'DSA': {
      const [p = 0, q = 0, g = 0] = numbers(members(get(members(get(algorithm).bytes)[1]).bytes));
      return { type, data: { size: size ?? null, p, q, g, y: integerOf(readElement(content).content) } };
    }
    case 'ECC':
      return { type, data: pointData(content, curve ?? unreadable('the curve of a key is not named')) };
    default:
      return { type, data: {} };
  }
}

function pointData(point: Buffer, curve: string): Data {
  const whole = point[0] === 4 ? point : Buffer.from(uncompressed(point, curve));
  const half = (whole.length - 1) / 2;
  return {
    curve,
    exponent_size: Number(/\d+/.exec(curve)?.[0] ?? half * 8),
    x: integerOf(whole.subarray(1, 1 + half)),
    y: integerOf(whole.subarray(1 + half)),
  };
}

function uncompressed(point: Buffer, curve: string): Buffer {
  const converted = ECDH.convertKey(point, opensslCurve(curve), undefined, undefined, 'uncompressed');
  return Buffer.isBuffer(converted) ? converted : Buffer.from(converted, 'latin1');
}

/** The secret numbers of a private key, from its PKCS #8 form in DER. */
export function privateKeyData(pkcs8: Buffer, type: string): Data {
  const { content } = get(members(pkcs8)[2]);
  const number = (elements: readonly Element[], index: number): number | bigint =>
    integerOf(get(elements[index]).content);
  switch (type) {
    case 'RSA': {
      const parts = members(content);
      return { p: number(parts, 4), q: number(parts, 5), exponent: number(parts, 3) };
    }
    case 'DSA':
      return { x: number(readElements(content), 0) };
    case 'ECC':
      return { multiplier: number(members(content), 1) };
    default:
      return {};
  }
}

/** What the module and the filter tell of a private key. */
export function privateKeyInfo(spki: Buffer, pkcs8: Buffer | undefined): Data {
  const { type, data } = publicKeyData(spki);
  return {
    type,
    public_data: data,
    public_key: toPem('PUBLIC KEY', spki),
    public_key_fingerprints: fingerprints(spki),
    ...(pkcs8 && { private_data: privateKeyData(pkcs8, type) }),
  };
}

/** What the module and the filter tell of a public key. */
export function publicKeyInfo(spki: Buffer): Data {
  const { type, data } = publicKeyData(spki);
  return { fingerprints: fingerprints(spki), type, public_data: data };
}

/** What certificates and requests tell of their key. */
export function subjectKeyInfo(spki: Buffer): Data {
  const { type, data } = publicKeyData(spki);
  return {
    public_key: toPem('PUBLIC KEY', spki),
    public_key_type: type,
    public_key_data: data,
    public_key_fingerprints: fingerprints(spki),
  };
}
