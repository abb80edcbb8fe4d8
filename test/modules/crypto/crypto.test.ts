import { generateKeyPairSync, sign, X509Certificate, type KeyObject } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import {
  certificateArguments,
  isAsWanted,
  issue,
  type CertificateArguments,
  type Facts,
} from '../../../src/modules/crypto/certificate.js';
import { readTime } from '../../../src/x509/certificate-time.js';
import {
  der,
  integer,
  members,
  oid,
  oidText,
  readElement,
  sequence,
  time,
  timeText,
  toPem,
  fromPem,
} from '../../../src/x509/der.js';
import { fingerprints, keyInfo, opensslCurve } from '../../../src/x509/key-info.js';
import {
  alternativeNames,
  requestArguments,
  requestConfig,
  requestKeys,
} from '../../../src/modules/crypto/request-config.js';
import { isSameRequest, nameParts, readCertificate, readRequest } from '../../../src/x509/x509.js';
import { opensslPrivatekey } from '../../../src/modules/openssl_privatekey.js';
import type { Change, Step } from '../../../src/module-kit/index.js';
import { failureOf } from '../failure.js';
import { target, withDefaults } from '../target.js';

describe('DER', () => {
  test.each(['2.5.29.17', '1.2.840.113549.1.9.14', '1.3.101.112', '2.999.1'])('the identifier %s', (id) => {
    expect(oidText(readElement(oid(id)))).toBe(id);
  });

  test('long elements', () => {
    const long = der(0x04, Buffer.alloc(300, 1));
    expect(long.subarray(0, 4).toString('hex')).toBe('0482012c');
    expect(members(sequence(long, integer(Buffer.from([0x80]))))[1]?.content.toString('hex')).toBe('0080');
  });

  test('what stops short', () => {
    expect(() => readElement(Buffer.from([0x30, 5, 0]))).toThrow('cannot be read');
  });

  test('moments', () => {
    expect(time(Date.UTC(2049, 11, 31))).toEqual(der(0x17, Buffer.from('491231000000Z')));
    expect(time(Date.UTC(2050, 0, 1))).toEqual(der(0x18, Buffer.from('20500101000000Z')));
    expect(timeText(0)).toBe('19700101000000Z');
  });

  test.each([
    ['+1w2d', 777_600_000],
    ['-1s', -1000],
    ['19700102000000Z', 86_400_000],
  ])('%s', (text, wanted) => expect(readTime(text, 0)).toBe(wanted));

  test('no moment', () => expect(() => readTime('soon', 0)).toThrow('The time spec "soon" is invalid'));

  test('PEM', () => {
    const bytes = Buffer.alloc(100, 7);
    expect(fromPem(`x\n${toPem('CERTIFICATE', bytes)}`, /^CERTIFICATE$/)).toEqual(bytes);
    expect(fromPem(toPem('PRIVATE KEY', bytes), /^CERTIFICATE$/)).toBeUndefined();
  });
});

describe('keys', () => {
  const spki = (key: KeyObject): Buffer => key.export({ format: 'der', type: 'spki' });
  test('what is told of them', () => {
    const ec = spki(generateKeyPairSync('ec', { namedCurve: 'prime256v1' }).publicKey);
    expect(keyInfo(ec)).toEqual({ type: 'ECC', size: undefined, curve: 'secp256r1' });
    expect(keyInfo(spki(generateKeyPairSync('ed25519').publicKey)).type).toBe('Ed25519');
    expect([opensslCurve('secp256r1'), opensslCurve('secp384r1')]).toEqual(['prime256v1', 'secp384r1']);
  });

  test('fingerprints', () => {
    const told = fingerprints(Buffer.from('abc'));
    expect(told['md5']).toBe('90:01:50:98:3c:d2:4f:b0:d6:96:3f:7d:28:e1:7f:72');
    expect(String(told['shake_128']).split(':')).toHaveLength(32);
  });
});

describe('requests', () => {
  const args = withDefaults({ args: requestArguments }, { common_name: 'web', privatekey_path: '/k' });

  test('the configuration of openssl', () => {
    const given = {
      ...args,
      organization_name: 'A, "B" $x #y',
      key_usage: ['digitalSignature'],
      key_usage_critical: true,
      ocsp_must_staple: true,
    };
    const text = requestConfig(given);
    expect(text).toContain('0.O = A, \\"B\\" \\$x \\#y\n1.CN = web');
    expect(text).toContain(
      'subjectAltName = @names\nkeyUsage = critical, digitalSignature\ntlsfeature = status_request',
    );
    expect(text).toContain('[names]\nDNS.1 = web');
  });

  test.each([
    [{}, ['DNS:web']],
    [{ use_common_name_for_san: false }, undefined],
    [{ subject_alt_name: ['IP:10.0.0.1'] }, ['IP:10.0.0.1']],
  ])('names of %o', (given, wanted) => expect(alternativeNames({ ...args, ...given })).toEqual(wanted));

  test.each([
    [{ subject_alt_name: ['web'] }, 'Cannot parse Subject Alternative Name "web"'],
    [{ common_name: 'a\nb' }, 'cannot hold a line break'],
    [{ authority_cert_serial_number: 1 }, 'are not supported'],
  ])('refused: %o', (given, message) => {
    expect(failureOf(() => requestConfig({ ...args, ...given })).message).toContain(message);
  });

  test('results', () => {
    expect(requestKeys({ ...args, email_address: 'a@b' })).toMatchObject({
      subject: [
        ['CN', 'web'],
        ['emailAddress', 'a@b'],
      ],
      subjectAltName: ['DNS:web'],
      keyUsage: null,
      name_constraints_excluded: [],
    });
  });
});

// Made by openssl: an Ed25519 key, subject CN=x with two units, one name.
const request = `-----BEGIN CERTIFICATE REQUEST-----
MIHCMHYCAQAwJDEKMAgGA1UEAwwBeDEKMAgGA1UECwwBYTEKMAgGA1UECwwBYjAq
MAUGAytlcAMhABGNZNpHpCKoUic1+kUewNjCqFN1WzQRQbgvKbIQZNnroB8wHQYJ
KoZIhvcNAQkOMRAwDjAMBgNVHREEBTADggF4MAUGAytlcANBAIiOIIVfJU2izuGi
kDhnS5hJMiZ8avgjOY8cush53xGg31vTsWKWfouoDf6MOAUIqR/2PxLFlxmbboYz
FzTEmgE=
-----END CERTIFICATE REQUEST-----
`;

test('a request that is read is the same as itself, and not as another one', () => {
  const read = readRequest(request);
  expect(nameParts(read.subject).map(([, value]) => value)).toEqual(['x', 'a', 'b']);
  expect(read.extensions.map(({ id }) => id)).toEqual(['2.5.29.17']);
  expect(isSameRequest(read, read)).toBe(true);
  expect(isSameRequest(read, { ...read, extensions: [] })).toBe(false);
});

describe('certificates', () => {
  const ca = generateKeyPairSync('ec', { namedCurve: 'prime256v1' });
  const signerKey = ca.publicKey.export({ format: 'der', type: 'spki' });
  const self: CertificateArguments = {
    ...withDefaults({ args: certificateArguments }, { privatekey_path: '/ca.key', selfsigned_not_after: '+10d' }),
    provider: 'selfsigned',
  };
  const own: CertificateArguments = {
    ...self,
    provider: 'ownca',
    ownca_path: '/ca.pem',
    ownca_privatekey_path: '/ca.key',
  };
  const now = Date.UTC(2030, 0, 1);
  const name = readRequest(request).subject;

  /** Signs as openssl on the target would. */
  function issued(args: CertificateArguments, facts: Facts): string {
    const conversation = issue(args, facts);
    const step = conversation.next().value as Step;
    const script = step.kind === 'ask' ? String(step.questions[0]?.subject) : '';
    const body = Buffer.from(/printf '%s\n' ([\w+/=]+) \|/.exec(script)?.[1] ?? '', 'base64');
    expect(script).toContain('dgst -sha256 -sign "$key"');
    const signature = sign('sha256', body, ca.privateKey).toString('base64');
    const done = conversation.next([{ status: 0, stdout: Buffer.from(signature), stderr: Buffer.alloc(0) }]);
    return String(done.value);
  }

  const root: Facts = {
    request: { subject: name, publicKey: signerKey, extensions: [] },
    authority: undefined,
    signerKey,
    now,
  };
  const rootPem = issued(self, root);
  const facts: Facts = { request: readRequest(request), authority: readCertificate(rootPem), signerKey, now };

  test('one that signs itself', () => {
    const certificate = new X509Certificate(rootPem);
    expect(certificate.verify(ca.publicKey)).toBe(true);
    expect(new Date(certificate.validTo).getTime()).toBe(Date.UTC(2030, 0, 11));
    expect(isAsWanted(readCertificate(rootPem), self, root)).toBe(true);
  });

  test('one that an authority signs', () => {
    const pem = issued(own, facts);
    const certificate = new X509Certificate(pem);
    expect(certificate.verify(ca.publicKey)).toBe(true);
    expect(certificate.checkIssued(new X509Certificate(rootPem))).toBe(true);
    expect(certificate.subjectAltName).toBe('DNS:x');
    expect(isAsWanted(readCertificate(pem), own, facts)).toBe(true);
    expect(isAsWanted(readCertificate(pem), { ...own, ownca_create_authority_key_identifier: false }, facts)).toBe(
      false,
    );
    expect(isAsWanted(readCertificate(pem), { ...own, ignore_timestamps: false }, { ...facts, now: now + 1000 })).toBe(
      false,
    );
  });

  test('what is no certificate is not as wanted', () =>
    expect(isAsWanted(readCertificate('x'), self, root)).toBe(false));
});

describe('openssl_privatekey', () => {
  /** Answers the questions of one run; returns its result and changes. */
  function run(given: object, present: object, exists = true): { result: unknown; changes: Change[] } {
    const conversation = opensslPrivatekey.run(
      withDefaults(opensslPrivatekey, { path: '/tls/k.pem', ...given }),
      target,
    );
    const file = exists
      ? { exists: true, kind: 'file', permissions: 0o600, umask: 0o22, uid: 0, gid: 0 }
      : { exists: false, umask: 0o22 };
    const changes: Change[] = [];
    let next = conversation.next();
    let asked = 0;
    while (!next.done) {
      if (next.value.kind === 'change') changes.push(next.value.change);
      const answers = asked++ === 0 ? [file, present] : [{ exists: true, kind: 'directory' }, present];
      next = conversation.next(next.value.kind === 'ask' ? answers : undefined);
    }
    return { result: next.value, changes };
  }

  const spki = generateKeyPairSync('ed25519').publicKey.export({ format: 'der', type: 'spki' });
  const unreadable = { spki: undefined, info: undefined, format: 'unknown' };
  const ed = { spki, info: { type: 'Ed25519', size: undefined, curve: undefined }, format: 'pkcs8' };

  test('a key that is missing is made, and is private', () => {
    const { result, changes } = run({ passphrase: 'secret pass', size: 2048 }, unreadable, false);
    expect(result).toMatchObject({ changed: true, type: 'RSA', size: 2048, fingerprint: null });
    const script = changes[0]?.run.toString() ?? '';
    expect(script).toContain(
      `openssl genpkey -algorithm RSA -pkeyopt rsa_keygen_bits:2048 2>/dev/null | PROVISION_PASSPHRASE='secret pass' openssl pkey`,
    );
    expect(script).toContain('-aes256 -passout env:PROVISION_PASSPHRASE');
    expect(script).toContain('put /tls/k.pem /tls 0600');
  });

  test.each([
    ['as wanted', { type: 'Ed25519' }, ed, 0],
    ['another type', { type: 'RSA' }, ed, 1],
    ['another type, left alone', { type: 'RSA', regenerate: 'never' }, ed, 0],
    ['unreadable', { type: 'RSA' }, unreadable, 1],
    ['forced', { type: 'Ed25519', force: true }, ed, 1],
  ])('%s', (_case, given, present, wanted) => expect(run(given, present).changes).toHaveLength(wanted));

  test('a key that may not be replaced', () => {
    expect(failureOf(() => run({ type: 'RSA', regenerate: 'fail' }, ed)).message).toContain('wrong type and/or size');
    expect(failureOf(() => run({ regenerate: 'partial_idempotence' }, unreadable)).message).toContain(
      'Unable to read the key',
    );
  });
});
