import { arg, fail, type ValuesOf } from '../../module-kit/index.js';
import type { Json } from '../../values/json.js';
import { isList, type Value } from '../../values/value.js';

const names = (doc: string, aliases: readonly string[] = []) => arg.list(arg.string({ doc }))({ doc, aliases });
const critical = (name: string, aliases: readonly string[] = []) =>
  arg.boolean({ default: false, aliases, doc: `Whether ${name} must be understood.` });

/** What a certificate request asks for. */
export const requestArguments = {
  digest: arg.string({ default: 'sha256', doc: 'The digest that is signed.' }),
  version: arg.integer({ default: 1, doc: 'The version of the request: 1.' }),
  subject: arg.dict({ doc: 'Parts of the subject: name to value, or list of values.' }),
  subject_ordered: arg.list(arg.dict({ doc: 'One part.' }))({ doc: 'Parts of the subject, in this order.' }),
  country_name: arg.string({ aliases: ['C', 'countryName'], doc: 'The country.' }),
  state_or_province_name: arg.string({ aliases: ['ST', 'stateOrProvinceName'], doc: 'The state.' }),
  locality_name: arg.string({ aliases: ['L', 'localityName'], doc: 'The place.' }),
  organization_name: arg.string({ aliases: ['O', 'organizationName'], doc: 'The organization.' }),
  organizational_unit_name: arg.string({ aliases: ['OU', 'organizationalUnitName'], doc: 'The unit.' }),
  common_name: arg.string({ aliases: ['CN', 'commonName'], doc: 'The name.' }),
  email_address: arg.string({ aliases: ['E', 'emailAddress'], doc: 'The address for mail.' }),
  subject_alt_name: names('Names: DNS:, IP:, email:, URI:, RID:, otherName:.', ['subjectAltName']),
  subject_alt_name_critical: critical('that', ['subjectAltName_critical']),
  use_common_name_for_san: arg.boolean({
    default: true,
    aliases: ['useCommonNameForSAN'],
    doc: 'Take the name when there are no other names.',
  }),
  key_usage: names('What the key is for.', ['keyUsage']),
  key_usage_critical: critical('that', ['keyUsage_critical']),
  extended_key_usage: names('What the key is for, further.', ['extKeyUsage', 'extendedKeyUsage']),
  extended_key_usage_critical: critical('that', ['extKeyUsage_critical', 'extendedKeyUsage_critical']),
  basic_constraints: names('CA:TRUE, pathlen:0 ...', ['basicConstraints']),
  basic_constraints_critical: critical('that', ['basicConstraints_critical']),
  ocsp_must_staple: arg.boolean({ default: false, aliases: ['ocspMustStaple'], doc: 'Ask for OCSP stapling.' }),
  ocsp_must_staple_critical: critical('that', ['ocspMustStaple_critical']),
  name_constraints_permitted: names('Names that the authority may certify.'),
  name_constraints_excluded: names('Names that it may not.'),
  name_constraints_critical: critical('that'),
  create_subject_key_identifier: arg.boolean({ default: false, doc: 'Name the key by its digest.' }),
  subject_key_identifier: arg.string({ doc: 'The name of the key: hexadecimal, with colons.' }),
  authority_key_identifier: arg.string({ doc: "The name of the authority's key." }),
  authority_cert_issuer: names('The issuer of the authority.'),
  authority_cert_serial_number: arg.integer({ doc: "The number of the authority's certificate." }),
  crl_distribution_points: arg.list(arg.dict({ doc: 'A place.' }))({ doc: 'Where revocations are told: full_name.' }),
  privatekey_path: arg.path({ doc: 'The private key on the target.' }),
  privatekey_content: arg.string({ secret: true, doc: 'The private key itself.' }),
  privatekey_passphrase: arg.string({ secret: true, doc: 'Its passphrase.' }),
} as const;

export type RequestArguments = ValuesOf<typeof requestArguments>;

/** The subject as pairs, in the order in which it is written. */
export function subjectOf(args: RequestArguments): (readonly [string, string])[] {
  const fields: readonly (readonly [string, string | undefined])[] = [
    ['C', args.country_name],
    ['ST', args.state_or_province_name],
    ['L', args.locality_name],
    ['O', args.organization_name],
    ['OU', args.organizational_unit_name],
    ['CN', args.common_name],
    ['emailAddress', args.email_address],
  ];
  const simple = fields.flatMap(([name, value]) => (value === undefined ? [] : [[name, value] as const]));
  const dicts = [...(args.subject_ordered ?? []), ...(args.subject ? [args.subject] : [])];
  return [...simple, ...dicts.flatMap(pairsOf)];
}

function pairsOf(dict: ReadonlyMap<Value, Value>): (readonly [string, string])[] {
  return [...dict].flatMap(([name, value]) =>
    (isList(value) ? [...value] : [value]).map((member) => [String(name), String(member)] as const),
  );
}

/** The names besides the subject; the common name when none are given. */
export function alternativeNames(args: RequestArguments): readonly string[] | undefined {
  if (args.subject_alt_name) return args.subject_alt_name;
  const name = subjectOf(args).find(([field]) => field === 'CN' || field === 'commonName')?.[1];
  return args.use_common_name_for_san && name !== undefined ? [`DNS:${name}`] : undefined;
}

/** The configuration for `openssl req`. */
export function requestConfig(args: RequestArguments): string {
  refuseRare(args);
  const subject = subjectOf(args).map(([name, value], index) => `${index}.${plainName(name)} = ${escaped(value)}`);
  const names = (alternativeNames(args) ?? []).map((name, index) => alternative(name, index + 1));
  const extensions = extensionLines(args, names.length > 0);
  return [
    '[req]',
    'prompt = no',
    'utf8 = yes',
    'string_mask = utf8only',
    'distinguished_name = subject',
    ...(extensions.length > 0 ? ['req_extensions = extensions'] : []),
    '[subject]',
    ...subject,
    '[extensions]',
    ...extensions,
    '[names]',
    ...names,
    '',
  ].join('\n');
}

function refuseRare(args: RequestArguments): void {
  if (args.authority_cert_issuer !== undefined || args.authority_cert_serial_number !== undefined)
    fail(
      'authority_cert_issuer and authority_cert_serial_number are not supported: authority_key_identifier names the key',
    );
  if (args.version !== 1) fail(`value of version must be one of: 1, got: ${args.version}`);
}

function extensionLines(args: RequestArguments, hasNames: boolean): string[] {
  const hex = args.authority_key_identifier?.replaceAll(':', '');
  const constraints = [
    ...(args.name_constraints_permitted ?? []).map((name) => `permitted;${escaped(name)}`),
    ...(args.name_constraints_excluded ?? []).map((name) => `excluded;${escaped(name)}`),
  ];
  const list = (values: readonly string[] | undefined): string | undefined =>
    values && values.length > 0 ? values.map(escaped).join(', ') : undefined;
  const lines: readonly (readonly [string, string | undefined, boolean?])[] = [
    ['subjectAltName', hasNames ? '@names' : undefined, args.subject_alt_name_critical],
    ['keyUsage', list(args.key_usage), args.key_usage_critical],
    ['extendedKeyUsage', list(args.extended_key_usage), args.extended_key_usage_critical],
    ['basicConstraints', list(args.basic_constraints), args.basic_constraints_critical],
    ['tlsfeature', args.ocsp_must_staple ? 'status_request' : undefined, args.ocsp_must_staple_critical],
    ['nameConstraints', constraints.length > 0 ? constraints.join(', ') : undefined, args.name_constraints_critical],
    [
      'subjectKeyIdentifier',
      args.create_subject_key_identifier ? 'hash' : args.subject_key_identifier?.replaceAll(':', ''),
    ],
    ['authorityKeyIdentifier', hex === undefined ? undefined : keyIdentifier(hex)],
    ['crlDistributionPoints', list(args.crl_distribution_points?.flatMap(fullNames))],
  ];
  return lines.flatMap(([name, value, isCritical]) =>
    value === undefined ? [] : [`${name} = ${isCritical ? 'critical, ' : ''}${value}`],
  );
}

/** openssl cannot write this one into a request but as bytes: a sequence with the key's name. */
function keyIdentifier(hex: string): string {
  const bytes = Buffer.from(hex, 'hex');
  return `DER:${Buffer.concat([Buffer.from([0x30, bytes.length + 2, 0x80, bytes.length]), bytes]).toString('hex')}`;
}

function fullNames(point: ReadonlyMap<Value, Value>): string[] {
  const unknown = [...point.keys()].find((key) => key !== 'full_name');
  if (unknown !== undefined) fail(`crl_distribution_points: only full_name is supported, not ${String(unknown)}`);
  const name = point.get('full_name') ?? '';
  return (isList(name) ? [...name] : [name]).map(String);
}

const kinds: ReadonlySet<string> = new Set(['DNS', 'IP', 'email', 'URI', 'RID', 'otherName']);

function alternative(name: string, index: number): string {
  const at = name.indexOf(':');
  const [kind, value] = [name.slice(0, at), name.slice(at + 1)];
  if (at < 0 || !kinds.has(kind))
    return fail(`Cannot parse Subject Alternative Name "${name}" (potentially unsupported by cryptography backend)`);
  return `${kind}.${index} = ${escaped(value)}`;
}

function plainName(name: string): string {
  return /^[\w.]+$/.test(name) ? name : fail(`"${name}" is no name of a part of a subject`);
}

/** A value that openssl reads as it stands. */
function escaped(value: string): string {
  if (/[\n\r\0]/.test(value))
    return fail(`a value of a certificate cannot hold a line break: ${JSON.stringify(value)}`);
  return value.replace(/[\\"'`$#;]/g, '\\$&');
}

/** What results tell of a request. */
export function requestKeys(args: RequestArguments): Readonly<Record<string, Json>> {
  return {
    privatekey: args.privatekey_path ?? null,
    subject: subjectOf(args),
    subjectAltName: alternativeNames(args) ?? null,
    keyUsage: args.key_usage ?? null,
    extendedKeyUsage: args.extended_key_usage ?? null,
    basicConstraints: args.basic_constraints ?? null,
    ocspMustStaple: args.ocsp_must_staple,
    name_constraints_permitted: args.name_constraints_permitted ?? [],
    name_constraints_excluded: args.name_constraints_excluded ?? [],
  };
}
