import { verify } from 'node:crypto';
import type { Json } from '../values/json.js';
import { readTime } from './certificate-time.js';
import { integerOf } from './der.js';
import { accessAddress, extensionInfo, nameConstraints } from './extension-info.js';
import { namedParts, type NameEncoding } from './general-names.js';
import { signatureDigest, signatureName } from './identifiers.js';
import { subjectKeyInfo } from './key-data.js';
import { fingerprints } from './key-info.js';
import { publicKeyOf, type Certificate, type SignedRequest } from './x509.js';

type Info = Readonly<Record<string, Json>>;

/** A name, as a dict and as pairs in their order. */
export function nameInfo(what: string, name: Buffer): Info {
  const parts = namedParts(name);
  return { [what]: Object.fromEntries(parts), [`${what}_ordered`]: parts };
}

/** What is told of a certificate; `now` is milliseconds since the epoch. */
export function certificateInfo(certificate: Certificate, encoding: NameEncoding, now: number): Info {
  const { extensions, notBefore, notAfter } = certificate;
  return {
    version: certificate.version,
    serial_number: integerOf(certificate.serial),
    signature_algorithm: signatureName(certificate.algorithm),
    ...nameInfo('subject', certificate.subject),
    ...nameInfo('issuer', certificate.issuer),
    not_before: notBefore,
    not_after: notAfter,
    expired: readTime(notAfter, 0) < now,
    ...extensionInfo(extensions, encoding),
    ocsp_uri: accessAddress(extensions, 1),
    issuer_uri: accessAddress(extensions, 2),
    ...subjectKeyInfo(certificate.publicKey),
    fingerprints: fingerprints(certificate.bytes),
  };
}

/** What is told of a certificate request. */
export function requestInfo(request: SignedRequest, encoding: NameEncoding): Info {
  return {
    ...nameInfo('subject', request.subject),
    ...extensionInfo(request.extensions, encoding),
    ...nameConstraints(request.extensions, encoding),
    ...subjectKeyInfo(request.publicKey),
    signature_valid: hasValidSignature(request),
  };
}

function hasValidSignature({ body, algorithm, signature, publicKey }: SignedRequest): boolean {
  return verify(signatureDigest(algorithm), body, publicKeyOf(publicKey), signature);
}
