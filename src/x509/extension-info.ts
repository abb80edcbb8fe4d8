import type { Json } from '../values/json.js';
import { integerOf, members, oidText, readElement, readElements, type Element } from './der.js';
import { generalName, generalNames, withColons, type NameEncoding } from './general-names.js';
import { usageName } from './identifiers.js';
import { get, type Extension } from './x509.js';

type Info = Readonly<Record<string, Json>>;

const keyUsages = [
  'Digital Signature',
  'Non Repudiation',
  'Key Encipherment',
  'Data Encipherment',
  'Key Agreement',
  'Certificate Sign',
  'CRL Sign',
  'Encipher Only',
  'Decipher Only',
] as const;

/** The extension of this identifier. */
export function findExtension(extensions: readonly Extension[], id: string): Extension | undefined {
  return extensions.find((extension) => extension.id === id);
}

/** What certificates and requests tell in their extensions, by the result keys of the modules. */
export function extensionInfo(extensions: readonly Extension[], encoding: NameEncoding): Info {
  const told = <Read extends Json>(name: string, id: string, read: (value: Buffer) => Read): Info => {
    const found = findExtension(extensions, id);
    return { [name]: found ? read(found.value) : null, [`${name}_critical`]: found?.isCritical ?? false };
  };
  const keyId = findExtension(extensions, '2.5.29.14');
  return {
    ...told('basic_constraints', '2.5.29.19', basicConstraints),
    ...told('extended_key_usage', '2.5.29.37', (value) =>
      members(value)
        .map((id) => usageName(oidText(id)))
        .sort(),
    ),
    ...told('key_usage', '2.5.29.15', keyUsage),
    ...told('ocsp_must_staple', '1.3.6.1.5.5.7.1.24', hasStatusRequest),
    ...told('subject_alt_name', '2.5.29.17', (value) => generalNames(value, encoding)),
    subject_key_identifier: keyId ? withColons(readElement(keyId.value).content) : null,
    ...authority(extensions, encoding),
    extensions_by_oid: Object.fromEntries(
      extensions.map(({ id, isCritical, value }) => [id, { critical: isCritical, value: value.toString('base64') }]),
    ),
  };
}

function basicConstraints(value: Buffer): string[] {
  const [authority, length] = members(value);
  const isAuthority = authority?.tag === 1 && authority.content[0] !== 0;
  const path = authority?.tag === 2 ? authority : length;
  return [`CA:${isAuthority ? 'TRUE' : 'FALSE'}`, ...(path ? [`pathlen:${integerOf(path.content)}`] : [])];
}

function keyUsage(value: Buffer): string[] {
  const bits = readElement(value).content.subarray(1);
  return keyUsages.filter((_, index) => ((bits[index >> 3] ?? 0) >> (7 - (index & 7))) & 1).sort();
}

/** Both versions of the feature that asks for stapling. */
function hasStatusRequest(value: Buffer): boolean {
  return members(value).some(({ content }) => [5, 17].includes(Number(integerOf(content))));
}

function authority(extensions: readonly Extension[], encoding: NameEncoding): Info {
  const found = findExtension(extensions, '2.5.29.35');
  const parts = found ? members(found.value) : [];
  const part = (number: number): Element | undefined => parts.find(({ tag }) => (tag & 0x1f) === number);
  const [key, issuer, serial] = [part(0), part(1), part(2)];
  return {
    authority_key_identifier: key ? withColons(key.content) : null,
    authority_cert_issuer: issuer ? readElements(issuer.content).map((name) => generalName(name, encoding)) : null,
    authority_cert_serial_number: serial ? integerOf(serial.content) : null,
  };
}

/** The names that an authority may certify, and may not. */
export function nameConstraints(extensions: readonly Extension[], encoding: NameEncoding): Info {
  const found = findExtension(extensions, '2.5.29.30');
  const lists = found ? members(found.value) : [];
  const subtrees = (number: number): string[] =>
    lists
      .filter(({ tag }) => (tag & 0x1f) === number)
      .flatMap(({ content }) => readElements(content))
      .map(({ bytes }) => generalName(get(members(bytes)[0]), encoding));
  return {
    name_constraints_permitted: found ? subtrees(0) : null,
    name_constraints_excluded: found ? subtrees(1) : null,
    name_constraints_critical: found?.isCritical ?? false,
  };
}

/** Where the authority answers (`1`), and where its certificate is (`2`). */
export function accessAddress(extensions: readonly Extension[], method: 1 | 2): string | null {
  const found = findExtension(extensions, '1.3.6.1.5.5.7.1.1');
  const addresses = (found ? members(found.value) : []).flatMap(({ bytes }) => {
    const [id, place] = members(bytes);
    const isMeant = oidText(get(id)) === `1.3.6.1.5.5.7.48.${method}` && (get(place).tag & 0x1f) === 6;
    return isMeant ? [get(place).content.toString('latin1')] : [];
  });
  return addresses[0] ?? null;
}
