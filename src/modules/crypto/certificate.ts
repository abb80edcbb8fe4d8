import { randomBytes, verify } from 'node:crypto';
import { arg, ask, fail, type Conversation, type ValuesOf } from '../../module-kit/index.js';
import { probe } from '../../questions/question.js';
import { text } from '../../questions/text.js';
import { joinScripts, sh } from '../../shell/script.js';
import type { Json } from '../../values/json.js';
import { readTime } from '../../x509/certificate-time.js';
import { integerOf, toPem } from '../../x509/der.js';
import { failOpenssl, keyFile, openssl, passIn, publicKeyScript, type PrivateKey } from './openssl.js';
import {
  authorityKeyIdExtension,
  certificateBody,
  signatureAlgorithm,
  signedCertificate,
  subjectKeyIdExtension,
} from '../../x509/compose.js';
import {
  authorityKeyId,
  publicKeyOf,
  readCertificate,
  readRequest,
  sorted,
  subjectKeyId,
  type Certificate,
  type Extension,
  type Request,
} from '../../x509/x509.js';

const keyName = arg.oneOf('create_if_not_provided', 'always_create', 'never_create');

/** What a certificate is made of. */
export const certificateArguments = {
  csr_path: arg.path({ doc: 'The request on the target.' }),
  csr_content: arg.string({ doc: 'The request itself.' }),
  privatekey_path: arg.path({ doc: 'The private key on the target.' }),
  privatekey_content: arg.string({ secret: true, doc: 'The private key itself.' }),
  privatekey_passphrase: arg.string({ secret: true, doc: 'Its passphrase.' }),
  ignore_timestamps: arg.boolean({ default: true, doc: 'Whether the times of an existing one are left alone.' }),
  selfsigned_version: arg.integer({ default: 3, doc: 'The version: 3.' }),
  selfsigned_digest: arg.string({ default: 'sha256', doc: 'The digest that is signed.' }),
  selfsigned_not_before: arg.string({ default: '+0s', aliases: ['selfsigned_notBefore'], doc: 'When it begins.' }),
  selfsigned_not_after: arg.string({ default: '+3650d', aliases: ['selfsigned_notAfter'], doc: 'When it ends.' }),
  selfsigned_create_subject_key_identifier: keyName({
    default: 'create_if_not_provided',
    doc: 'Whether it names its key.',
  }),
  ownca_path: arg.path({ doc: "The authority's certificate on the target." }),
  ownca_content: arg.string({ doc: "The authority's certificate itself." }),
  ownca_privatekey_path: arg.path({ doc: "The authority's private key on the target." }),
  ownca_privatekey_content: arg.string({ secret: true, doc: "The authority's private key itself." }),
  ownca_privatekey_passphrase: arg.string({ secret: true, doc: 'Its passphrase.' }),
  ownca_version: arg.integer({ default: 3, doc: 'The version: 3.' }),
  ownca_digest: arg.string({ default: 'sha256', doc: 'The digest that is signed.' }),
  ownca_not_before: arg.string({ default: '+0s', doc: 'When it begins.' }),
  ownca_not_after: arg.string({ default: '+3650d', doc: 'When it ends.' }),
  ownca_create_subject_key_identifier: keyName({ default: 'create_if_not_provided', doc: 'Whether it names its key.' }),
  ownca_create_authority_key_identifier: arg.boolean({ default: true, doc: "Whether it names the authority's key." }),
} as const;

export type CertificateArguments = ValuesOf<typeof certificateArguments> & {
  readonly provider: 'ownca' | 'selfsigned';
};

/** What the certificate follows from. */
export interface Facts {
  readonly request: Request;
  /** The authority; a certificate that signs itself has none. */
  readonly authority: Certificate | undefined;
  readonly signerKey: Buffer;
  /** Milliseconds since the epoch, by the target's clock. */
  readonly now: number;
}

function signerOf(args: CertificateArguments): PrivateKey {
  return args.provider === 'ownca'
    ? {
        path: args.ownca_privatekey_path,
        content: args.ownca_privatekey_content,
        passphrase: args.ownca_privatekey_passphrase,
      }
    : { path: args.privatekey_path, content: args.privatekey_content, passphrase: args.privatekey_passphrase };
}

/** Reads the request, the authority and the signer's public key. */
export function* learn(args: CertificateArguments): Conversation<Facts> {
  const isOwn = args.provider === 'ownca';
  const signer = signerOf(args);
  if (signer.path === undefined && signer.content === undefined)
    fail(
      isOwn
        ? 'One of ownca_privatekey_path and ownca_privatekey_content must be specified for the ownca provider.'
        : 'One of privatekey_path and privatekey_content must be specified for the selfsigned provider.',
    );
  if (isOwn && args.csr_path === undefined && args.csr_content === undefined)
    fail('One of csr_path and csr_content must be specified for the ownca provider.');
  const script = joinScripts([sh`date +%s`, keyFile(signer), publicKeyScript(signer)]);
  const answers = yield* ask({
    csr: text(args.csr_path ?? '/dev/null'),
    ca: text(args.ownca_path ?? '/dev/null'),
    signer: probe(script, (outcome) => outcome),
  });
  const [clock = '', key = ''] = answers.signer.stdout.toString().split('\n');
  if (answers.signer.status !== 0 || key === '') failOpenssl(answers.signer, 'the private key cannot be read');
  const signerKey = Buffer.from(key, 'base64');
  const csr = args.csr_content ?? contentOf(answers.csr?.content, args.csr_path, 'certificate signing request');
  const request = csr === undefined ? emptyRequest(signerKey) : readRequest(csr);
  const ca = args.ownca_content ?? contentOf(answers.ca?.content, args.ownca_path, 'CA certificate');
  const authority = isOwn ? (readCertificate(ca ?? '') ?? fail('The CA certificate cannot be read')) : undefined;
  if (authority && !authority.publicKey.equals(signerKey))
    fail('The CA private key does not belong to the CA certificate');
  if (!isOwn && !request.publicKey.equals(signerKey))
    fail('The private key does not belong to the certificate signing request');
  return { request, authority, signerKey, now: Number(clock) * 1000 };
}

function contentOf(content: Buffer | undefined, path: string | undefined, what: string): string | undefined {
  if (path === undefined) return undefined;
  return content?.toString() ?? fail(`The ${what} file ${path} does not exist`);
}

/** Without a request nothing is said of the subject. */
function emptyRequest(publicKey: Buffer): Request {
  return { subject: Buffer.from([0x30, 0]), publicKey, extensions: [] };
}

/** The extensions of the request, with those that name the keys. */
function extensionsOf(args: CertificateArguments, { request, authority }: Facts): Extension[] {
  const isOwn = args.provider === 'ownca';
  const naming = isOwn ? args.ownca_create_subject_key_identifier : args.selfsigned_create_subject_key_identifier;
  const namesAuthority = authority !== undefined && args.ownca_create_authority_key_identifier;
  const isNamed = request.extensions.some(({ id }) => id === subjectKeyId);
  const own = naming === 'always_create' || (naming === 'create_if_not_provided' && !isNamed);
  const kept = request.extensions.filter(
    ({ id }) => !(id === authorityKeyId && namesAuthority) && !(id === subjectKeyId && own),
  );
  return [
    ...kept,
    ...(own ? [subjectKeyIdExtension(request.publicKey)] : []),
    ...(namesAuthority ? [authorityKeyIdExtension(authority)] : []),
  ];
}

/** Whether a certificate is what the task asks for; its times count only when the task says so. */
export function isAsWanted(now: Certificate | undefined, args: CertificateArguments, facts: Facts): now is Certificate {
  if (!now) return false;
  const { request, authority, signerKey } = facts;
  const isSame =
    now.publicKey.equals(request.publicKey) &&
    now.subject.equals(request.subject) &&
    now.issuer.equals(authority?.subject ?? request.subject) &&
    JSON.stringify(sorted(now.extensions)) === JSON.stringify(sorted(extensionsOf(args, facts)));
  return isSame && isSignedBy(now, signerKey, digestOf(args)) && (args.ignore_timestamps || hasTimes(now, args, facts));
}

function isSignedBy({ body, signature }: Certificate, signerKey: Buffer, digest: string): boolean {
  const key = publicKeyOf(signerKey);
  return verify(isEdwards(signerKey) ? null : digest, body, key, signature);
}

function hasTimes(now: Certificate, args: CertificateArguments, facts: Facts): boolean {
  const { notBefore, notAfter } = timesOf(args, facts.now);
  return readTime(now.notBefore, 0) === notBefore && readTime(now.notAfter, 0) === notAfter;
}

function timesOf(args: CertificateArguments, now: number): { notBefore: number; notAfter: number } {
  const isOwn = args.provider === 'ownca';
  const [begin, end] = isOwn
    ? [args.ownca_not_before, args.ownca_not_after]
    : [args.selfsigned_not_before, args.selfsigned_not_after];
  return { notBefore: readTime(begin, now), notAfter: readTime(end, now) };
}

function digestOf(args: CertificateArguments): string {
  return (args.provider === 'ownca' ? args.ownca_digest : args.selfsigned_digest).toLowerCase();
}

function isEdwards(key: Buffer): boolean {
  return /^ed/.test(publicKeyOf(key).asymmetricKeyType ?? '');
}

/** Makes the certificate. It is composed here; only what needs the private key, the signature, is made on the target. */
export function* issue(args: CertificateArguments, facts: Facts): Conversation<string> {
  const { request, authority, signerKey, now } = facts;
  const serial = randomBytes(20);
  // A serial number is positive, and at most twenty bytes long.
  serial[0] = ((serial[0] ?? 0) & 0x7f) | 0x40;
  const algorithm = signatureAlgorithm(signerKey, digestOf(args));
  const body = certificateBody({
    subject: request.subject,
    publicKey: request.publicKey,
    extensions: extensionsOf(args, facts),
    serial,
    issuer: authority?.subject ?? request.subject,
    ...timesOf(args, now),
    algorithm,
  });
  const signature = yield* sign(args, body, isEdwards(signerKey));
  return toPem('CERTIFICATE', signedCertificate(body, algorithm, signature));
}

function* sign(args: CertificateArguments, body: Buffer, isWhole: boolean): Conversation<Buffer> {
  const signer = signerOf(args);
  const how = isWhole
    ? sh`pkeyutl -sign -rawin -inkey "$key" ${passIn} -in "$body"`
    : sh`dgst ${`-${digestOf(args)}`} -sign "$key" ${passIn} "$body"`;
  const script = joinScripts([
    keyFile(signer),
    sh`body=$(mktemp) || exit; printf '%s\n' ${body.toString('base64')} | openssl base64 -d -A > "$body"`,
    sh`${openssl(signer.passphrase)} ${how} | openssl base64 -A; signed=$?; rm -f "$body"; exit "$signed"`,
  ]);
  const { outcome } = yield* ask({ outcome: probe(script, (outcome) => outcome) });
  const text = outcome.stdout.toString().trim();
  if (outcome.status !== 0 || text === '') failOpenssl(outcome, 'the certificate cannot be signed');
  return Buffer.from(text, 'base64');
}

/** What results tell of a certificate. */
export function describe(args: CertificateArguments, pem: string): Readonly<Record<string, Json>> {
  const certificate = readCertificate(pem);
  return {
    notBefore: certificate?.notBefore ?? null,
    notAfter: certificate?.notAfter ?? null,
    serial_number: certificate ? integerOf(certificate.serial) : null,
    ...(args.provider === 'ownca'
      ? { ca_cert: args.ownca_path ?? null, ca_privatekey: args.ownca_privatekey_path ?? null }
      : {}),
  };
}
