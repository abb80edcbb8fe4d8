import { generateKeyPairSync } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { certificateInfo, requestInfo } from '../../src/x509/certificate-info.js';
import { privateKeyInfo, publicKeyInfo } from '../../src/x509/key-data.js';
import { openSshKey } from '../../src/x509/openssh-key.js';
import { findRevocationList, revocationListInfo } from '../../src/x509/revocations.js';
import { getCertificate, readPublicKey, readRequest } from '../../src/x509/x509.js';

const fixture = (name: string): Buffer => readFileSync(join(import.meta.dirname, 'fixtures', name));

/** What Ansible's modules told of the fixtures; large numbers as text. */
const recorded = JSON.parse(fixture('ansible.json').toString()) as Record<string, unknown>;

const plain = (data: unknown): unknown =>
  JSON.parse(JSON.stringify(data, (_, value: unknown) => (typeof value === 'bigint' ? value.toString() : value)));

const now = Date.parse('2026-01-01T00:00:00Z');

describe('what is told is what Ansible tells', () => {
  test.each(['full', 'plain', 'edc'])('of the certificate %s', (name) => {
    const { expired, ...told } = certificateInfo(getCertificate(fixture(`${name}.pem`)), 'ignore', now);
    expect(plain(told)).toEqual(recorded[`cert ${name}`]);
    expect(expired).toBe(name === 'plain');
  });

  test.each(['full', 'plain'])('of the request %s', (name) => {
    expect(plain(requestInfo(readRequest(fixture(`${name}.csr`).toString()), 'ignore'))).toEqual(
      recorded[`csr ${name}`],
    );
  });

  test.each(['rsa', 'ec', 'ec2', 'dsa'])('of the public key %s', (name) => {
    expect(plain(publicKeyInfo(readPublicKey(fixture(`${name}.pub`).toString())))).toEqual(recorded[`pub ${name}`]);
  });

  test.each(['rsa', 'ec'])('of the public key %s for OpenSSH', (name) => {
    expect(openSshKey(readPublicKey(fixture(`${name}.pub`).toString()))).toBe(recorded[`ssh ${name}`]);
  });

  test('of a list of revocations', () => {
    const { list, format } = findRevocationList(fixture('full.crl'));
    const told = revocationListInfo(list, { format, encoding: 'ignore', withCertificates: true });
    expect(plain(told)).toEqual(recorded['crl full']);
  });

  test('of names that are not ASCII', () => {
    const told = certificateInfo(getCertificate(fixture('full.pem')), 'unicode', now);
    expect(told['subject_alt_name']).toEqual(
      (recorded['cert unicode'] as { subject_alt_name: unknown }).subject_alt_name,
    );
  });
});

test.each([
  ['ec', { namedCurve: 'secp384r1' }, 'd', 'multiplier'],
  ['rsa', { modulusLength: 1024 }, 'd', 'exponent'],
] as const)('the secret number of a key, %s', (type, options, member, name) => {
  const { privateKey, publicKey } = generateKeyPairSync(type as 'ec', options as { namedCurve: string });
  const told = privateKeyInfo(
    publicKey.export({ format: 'der', type: 'spki' }),
    privateKey.export({ format: 'der', type: 'pkcs8' }),
  );
  const secret = Buffer.from(privateKey.export({ format: 'jwk' })[member] ?? '', 'base64url');
  expect((told['private_data'] as Record<string, bigint>)[name]).toBe(BigInt(`0x${secret.toString('hex')}`));
});

test.each([
  ['a certificate', () => getCertificate(Buffer.from('nothing')), 'Unable to load PEM file: it holds no certificate'],
  [
    'a certificate cut off',
    () => getCertificate(fixture('full.pem').subarray(0, 800)),
    'Unable to load PEM file: it holds no certificate',
  ],
  [
    'DER cut off',
    () => getCertificate(Buffer.from([0x30, 0x82, 1, 1, 2])),
    'a certificate or request is damaged: its DER cannot be read',
  ],
  ['a request', () => readRequest(''), 'Unable to load PEM file: it holds no certificate signing request'],
  ['a public key', () => readPublicKey('x'), 'Error while deserializing key: it holds no public key in PEM'],
])('what is not %s', (_what, read, message) => {
  expect(read).toThrow(message);
});
