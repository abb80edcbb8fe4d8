import type { Json } from '../values/json.js';
import { nameInfo } from './certificate-info.js';
import { fromPem, integerOf, members, readElement, type Element } from './der.js';
import { findExtension } from './extension-info.js';
import { generalNames, type NameEncoding } from './general-names.js';
import { signatureName } from './identifiers.js';
import { get, readExtensions, readSigned, timeOf, type Extension, type Signed } from './x509.js';

/** A certificate that an authority has revoked. */
export interface Revocation {
  readonly serial: number | bigint;
  readonly date: string;
  readonly extensions: readonly Extension[];
}

/** A list of revoked certificates. */
export interface RevocationList extends Signed {
  readonly issuer: Buffer;
  readonly lastUpdate: string;
  readonly nextUpdate: string | undefined;
  readonly revocations: readonly Revocation[];
}

/** Why a certificate is revoked, by number. */
export const revocationReasons: Readonly<Record<number, string>> = {
  0: 'unspecified',
  1: 'key_compromise',
  2: 'ca_compromise',
  3: 'affiliation_changed',
  4: 'superseded',
  5: 'cessation_of_operation',
  6: 'certificate_hold',
  8: 'remove_from_crl',
  9: 'privilege_withdrawn',
  10: 'aa_compromise',
};

export const reasonId = '2.5.29.21';
export const invalidityDateId = '2.5.29.24';
export const certificateIssuerId = '2.5.29.29';

/** Reads a list of revocations: PEM, DER, or DER in base64. */
export function findRevocationList(content: Buffer): { list: RevocationList; format: 'pem' | 'der' } {
  const pem = fromPem(content.toString('latin1'), /^X509 CRL$/);
  if (pem) return { list: readRevocationList(pem), format: 'pem' };
  const bytes = content[0] === 0x30 ? content : Buffer.from(content.toString('latin1'), 'base64');
  return { list: readRevocationList(bytes), format: 'der' };
}

/** Reads a list of revocations in DER. */
export function readRevocationList(bytes: Buffer): RevocationList {
  const signed = readSigned(bytes);
  const fields = members(signed.body);
  const [, issuer, lastUpdate, ...rest] = fields[0]?.tag === 0x02 ? fields.slice(1) : fields;
  const nextUpdate = rest.find(({ tag }) => tag === 0x17 || tag === 0x18);
  const list = rest.find(({ tag }) => tag === 0x30);
  return {
    ...signed,
    issuer: get(issuer).bytes,
    lastUpdate: timeOf(get(lastUpdate)),
    nextUpdate: nextUpdate && timeOf(nextUpdate),
    revocations: list ? members(list.bytes).map(readRevocation) : [],
  };
}

function readRevocation({ bytes }: Element): Revocation {
  const [serial, date, extensions] = members(bytes);
  return {
    serial: integerOf(get(serial).content),
    date: timeOf(get(date)),
    extensions: extensions ? readExtensions(extensions.bytes) : [],
  };
}

/** What is told of a revoked certificate. */
export function revocationInfo({ serial, date, extensions }: Revocation, encoding: NameEncoding) {
  const told = <Read>(id: string, read: (value: Buffer) => Read): readonly [Read | null, boolean] => {
    const found = findExtension(extensions, id);
    return [found ? read(found.value) : null, found?.isCritical ?? false];
  };
  const [reason, isReasonCritical] = told(reasonId, reasonOf);
  const [invalidity, isInvalidityCritical] = told(invalidityDateId, (value) => timeOf(readElement(value)));
  const [issuer, isIssuerCritical] = told(certificateIssuerId, (value) => generalNames(value, encoding));
  return {
    serial_number: serial,
    revocation_date: date,
    reason,
    reason_critical: isReasonCritical,
    invalidity_date: invalidity,
    invalidity_date_critical: isInvalidityCritical,
    issuer,
    issuer_critical: isIssuerCritical,
  };
}

function reasonOf(value: Buffer): string {
  const number = Number(integerOf(readElement(value).content));
  return revocationReasons[number] ?? String(number);
}

/** What is told of a list of revocations; the certificates only when they are asked for. */
export function revocationListInfo(
  list: RevocationList,
  { format, encoding, withCertificates }: { format: 'pem' | 'der'; encoding: NameEncoding; withCertificates: boolean },
): Readonly<Record<string, Json>> {
  return {
    format,
    digest: signatureName(list.algorithm),
    ...nameInfo('issuer', list.issuer),
    last_update: list.lastUpdate,
    next_update: list.nextUpdate ?? null,
    ...(withCertificates && {
      revoked_certificates: list.revocations.map((revocation) => revocationInfo(revocation, encoding)),
    }),
  };
}
