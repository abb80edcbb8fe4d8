import { bits, der, integer, oid, octets, readElement, sequence, time } from './der.js';
import { unreadable } from './unreadable.js';
import {
  authorityKeyId,
  keyIdOf,
  publicKeyOf,
  subjectKeyId,
  type Certificate,
  type Extension,
  type Request,
} from './x509.js';

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
  const arc = table[digest] ?? unreadable(`a ${String(type)} key cannot sign with the digest ${digest}`);
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
