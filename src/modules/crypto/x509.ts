import { createHash, createPublicKey, type KeyObject } from 'node:crypto';
import { fail } from '../../module-kit/index.js';
import {
  bits,
  der,
  fromPem,
  integer,
  members,
  oid,
  oidText,
  octets,
  readElement,
  sequence,
  time,
  type Element,
} from './der.js';

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

export interface Certificate extends Request {
  readonly serial: Buffer;
  readonly issuer: Buffer;
  readonly notBefore: string;
  readonly notAfter: string;
  /** What is signed, and the signature. */
  readonly body: Buffer;
  readonly signature: Buffer;
}

const requestedExtensions = '1.2.840.113549.1.9.14';
export const subjectKeyId = '2.5.29.14';
export const authorityKeyId = '2.5.29.35';

/** Reads a certificate request. */
export function readRequest(pem: string): Request {
  const bytes = fromPem(pem, /CERTIFICATE REQUEST$/) ?? fail('the certificate signing request is not PEM');
  const [info] = members(bytes);
  const [, subject, publicKey, attributes] = members(get(info).bytes);
  const lists = attributes ? members(attributes.bytes) : [];
  const extensions = lists.flatMap((attribute) => {
    const [id, values] = members(attribute.bytes);
    if (oidText(get(id)) !== requestedExtensions) return [];
    return members(get(values).bytes).flatMap(({ bytes: list }) => readExtensions(list));
  });
  return { subject: get(subject).bytes, publicKey: get(publicKey).bytes, extensions };
}

/** Reads a certificate; `undefined` when there is none that can be read. */
export function readCertificate(pem: string): Certificate | undefined {
  const bytes = fromPem(pem, /^(?:X509 |TRUSTED )?CERTIFICATE$/);
  if (!bytes) return undefined;
  const [body, , signature] = members(bytes);
  const fields = members(get(body).bytes);
  const [serial, , issuer, validity, subject, publicKey, ...further] =
    fields[0]?.tag === 0xa0 ? fields.slice(1) : fields;
  const [notBefore, notAfter] = members(get(validity).bytes).map(timeOf);
  const extensions = further.find(({ tag }) => tag === 0xa3);
  return {
    serial: get(serial).content,
    issuer: get(issuer).bytes,
    subject: get(subject).bytes,
    publicKey: get(publicKey).bytes,
    extensions: extensions ? readExtensions(extensions.content) : [],
    notBefore: notBefore ?? '',
    notAfter: notAfter ?? '',
    body: get(body).bytes,
    signature: get(signature).content.subarray(1),
  };
}

function get(element: Element | undefined): Element {
  return element ?? fail('a certificate or request is damaged: a part of it is missing');
}

function readExtensions(list: Buffer): Extension[] {
  return members(list).map(({ bytes }) => {
    const [id, ...rest] = members(bytes);
    return { id: oidText(get(id)), isCritical: rest.length > 1, value: get(rest.at(-1)).content };
  });
}

function timeOf({ tag, content }: Element): string {
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

/** The extension that names the key. */
export function subjectKeyIdExtension(publicKey: Buffer): Extension {
  return { id: subjectKeyId, isCritical: false, value: octets(keyIdOf(publicKey)) };
}

/** The extension that names the key of the authority: the identifier that its certificate tells, or that of its key. */
export function authorityKeyIdExtension(authority: Certificate): Extension {
  const told = authority.extensions.find(({ id }) => id === subjectKeyId);
  const key = told ? readElement(told.value).content : keyIdOf(authority.publicKey);
  return { id: authorityKeyId, isCritical: false, value: sequence(der(0x80, key)) };
}

export function publicKeyOf(spki: Buffer): KeyObject {
  return createPublicKey({ key: spki, format: 'der', type: 'spki' });
}

const rsa: Readonly<Record<string, string>> = { sha1: '5', sha224: '14', sha256: '11', sha384: '12', sha512: '13' };
const ecdsa: Readonly<Record<string, string>> = {
  sha1: '1',
  sha224: '3.1',
  sha256: '3.2',
  sha384: '3.3',
  sha512: '3.4',
};

/** The algorithm of a signature by this key. */
export function signatureAlgorithm(publicKey: Buffer, digest: string): Buffer {
  const type = publicKeyOf(publicKey).asymmetricKeyType;
  if (type === 'ed25519') return sequence(oid('1.3.101.112'));
  if (type === 'ed448') return sequence(oid('1.3.101.113'));
  const table = type === 'rsa' ? rsa : type === 'ec' ? ecdsa : {};
  const arc = table[digest] ?? fail(`a ${String(type)} key cannot sign with the digest ${digest}`);
  return type === 'rsa'
    ? sequence(oid(`1.2.840.113549.1.1.${arc}`), Buffer.from([5, 0]))
    : sequence(oid(`1.2.840.10045.4.${arc}`));
}

export interface Draft extends Request {
  readonly serial: Buffer;
  readonly issuer: Buffer;
  /** Milliseconds since the epoch. */
  readonly notBefore: number;
  readonly notAfter: number;
  readonly algorithm: Buffer;
}

/** What of a certificate gets signed. */
export function certificateBody(draft: Draft): Buffer {
  const extensions = draft.extensions.map(({ id, isCritical, value }) =>
    sequence(oid(id), ...(isCritical ? [Buffer.from([1, 1, 0xff])] : []), octets(value)),
  );
  return sequence(
    der(0xa0, integer(Buffer.from([2]))),
    integer(draft.serial),
    draft.algorithm,
    draft.issuer,
    sequence(time(draft.notBefore), time(draft.notAfter)),
    draft.subject,
    draft.publicKey,
    ...(extensions.length > 0 ? [der(0xa3, sequence(...extensions))] : []),
  );
}

/** A certificate from what was signed and its signature. */
export function signedCertificate(body: Buffer, algorithm: Buffer, signature: Buffer): Buffer {
  return sequence(body, algorithm, bits(signature));
}
