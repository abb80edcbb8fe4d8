import { createHash, createPublicKey, type KeyObject } from 'node:crypto';
import { messageOf } from '../base/errors.js';
import { fromPem, integerOf, members, oidText, readElement, type Element } from './der.js';
import { unreadable } from './unreadable.js';

/** An extension: its identifier, whether it is critical, and its value. */
export interface Extension {
  readonly id: string;
  readonly isCritical: boolean;
  readonly value: Buffer;
}

/** What a request asks for. Names and keys are kept as the bytes they are. */
export interface Request {
  readonly subject: Buffer;
  readonly publicKey: Buffer;
  readonly extensions: readonly Extension[];
}

/** What is signed, by which algorithm, and the signature. */
export interface Signed {
  readonly body: Buffer;
  /** The algorithm's object identifier. */
  readonly algorithm: string;
  readonly signature: Buffer;
}

export interface SignedRequest extends Request, Signed {}

export interface Certificate extends SignedRequest {
  readonly version: number;
  readonly serial: Buffer;
  readonly issuer: Buffer;
  readonly notBefore: string;
  readonly notAfter: string;
  /** The whole of it, in DER. */
  readonly bytes: Buffer;
}

const requestedExtensions = '1.2.840.113549.1.9.14';
export const subjectKeyId = '2.5.29.14';
export const authorityKeyId = '2.5.29.35';

/** Reads a certificate request. */
export function readRequest(pem: string): SignedRequest {
  const bytes =
    fromPem(pem, /CERTIFICATE REQUEST$/) ??
    unreadable('Unable to load PEM file: it holds no certificate signing request');
  const signed = readSigned(bytes);
  const [, subject, publicKey, attributes] = members(signed.body);
  const lists = attributes ? members(attributes.bytes) : [];
  const extensions = lists.flatMap((attribute) => {
    const [id, values] = members(attribute.bytes);
    if (oidText(get(id)) !== requestedExtensions) return [];
    return members(get(values).bytes).flatMap(({ bytes: list }) => readExtensions(list));
  });
  return { ...signed, subject: get(subject).bytes, publicKey: get(publicKey).bytes, extensions };
}

/** Reads a certificate; `undefined` when there is none that can be read. */
export function readCertificate(pem: string): Certificate | undefined {
  const bytes = fromPem(pem, /^(?:X509 |TRUSTED )?CERTIFICATE$/);
  return bytes && readCertificateBytes(bytes);
}

/** Reads a certificate in DER. */
export function readCertificateBytes(bytes: Buffer): Certificate {
  const signed = readSigned(bytes);
  const fields = members(signed.body);
  const [version] = fields;
  const [serial, , issuer, validity, subject, publicKey, ...further] =
    fields[0]?.tag === 0xa0 ? fields.slice(1) : fields;
  const [notBefore, notAfter] = members(get(validity).bytes).map(timeOf);
  const extensions = further.find(({ tag }) => tag === 0xa3);
  return {
    ...signed,
    bytes,
    version: version?.tag === 0xa0 ? Number(integerOf(readElement(version.content).content)) + 1 : 1,
    serial: get(serial).content,
    issuer: get(issuer).bytes,
    subject: get(subject).bytes,
    publicKey: get(publicKey).bytes,
    extensions: extensions ? readExtensions(extensions.content) : [],
    notBefore: notBefore ?? '',
    notAfter: notAfter ?? '',
  };
}

/** What a signed thing is made of: a certificate, a request, a list of revocations. */
export function readSigned(bytes: Buffer): Signed {
  const [body, algorithm, signature] = members(bytes);
  const [id] = members(get(algorithm).bytes);
  return { body: get(body).bytes, algorithm: oidText(get(id)), signature: get(signature).content.subarray(1) };
}

/** The element, which must be there. */
export function get(element: Element | undefined): Element {
  return element ?? unreadable('a certificate or request is damaged: a part of it is missing');
}

export function readExtensions(list: Buffer): Extension[] {
  return members(list).map(({ bytes }) => {
    const [id, ...rest] = members(bytes);
    return { id: oidText(get(id)), isCritical: rest.length > 1, value: get(rest.at(-1)).content };
  });
}

/** A moment as `20261123021236Z`. */
export function timeOf({ tag, content }: Element): string {
  const digits = content.toString('latin1');
  return tag === 0x17 ? `${Number(digits.slice(0, 2)) < 50 ? '20' : '19'}${digits}` : digits;
}

/** The subject as pairs of an identifier and a text: the kind of string does not count. */
export function nameParts(name: Buffer): (readonly [string, string])[] {
  return members(name).flatMap((group) =>
    members(group.bytes).map(({ bytes }) => {
      const [id, value] = members(bytes);
      return [oidText(get(id)), get(value).content.toString('utf8')] as const;
    }),
  );
}

/** Whether two requests ask for the same, however it is written. */
export function isSameRequest(one: Request, other: Request): boolean {
  return (
    one.publicKey.equals(other.publicKey) &&
    JSON.stringify(nameParts(one.subject)) === JSON.stringify(nameParts(other.subject)) &&
    JSON.stringify(sorted(one.extensions)) === JSON.stringify(sorted(other.extensions))
  );
}

/** Extensions in one order, with their values as text, to be compared. */
export function sorted(extensions: readonly Extension[]): string[] {
  return extensions.map(({ id, isCritical, value }) => `${id} ${String(isCritical)} ${value.toString('hex')}`).sort();
}

/** The identifier of a key: the digest of its bits, by RFC 5280's first method. */
export function keyIdOf(publicKey: Buffer): Buffer {
  const [, key] = members(publicKey);
  return createHash('sha1').update(get(key).content.subarray(1)).digest();
}

/** A certificate in PEM or DER, which must be there. */
export function getCertificate(content: Buffer): Certificate {
  if (content[0] === 0x30) return readCertificateBytes(content);
  return readCertificate(content.toString()) ?? unreadable('Unable to load PEM file: it holds no certificate');
}

/** The public key of a PEM text, in DER. */
export function readPublicKey(pem: string): Buffer {
  try {
    if (!/-----BEGIN (?:RSA )?PUBLIC KEY-----/.test(pem)) return unreadable('it holds no public key in PEM');
    return createPublicKey(pem).export({ format: 'der', type: 'spki' });
  } catch (cause) {
    return unreadable(`Error while deserializing key: ${messageOf(cause)}`);
  }
}

/** A public key in DER as Node reads it. */
export function publicKeyOf(spki: Buffer): KeyObject {
  return createPublicKey({ key: spki, format: 'der', type: 'spki' });
}
