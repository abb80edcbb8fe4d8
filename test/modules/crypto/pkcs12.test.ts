import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { exportScript, isAsWanted, learnBundle, parseScript } from '../../../src/modules/crypto/pkcs12.js';
import { opensslPkcs12 } from '../../../src/modules/openssl_pkcs12.js';
import { opensslPublickey } from '../../../src/modules/openssl_publickey.js';
import type { Script } from '../../../src/shell/script.js';
import { talk } from '../talk.js';
import { target, withDefaults } from '../target.js';

const directory = mkdtempSync(join(tmpdir(), 'pkcs12-'));
const path = (name: string): string => join(directory, name);
afterAll(() => rmSync(directory, { recursive: true }));

execFileSync(
  'openssl',
  ['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes'].concat([
    '-keyout',
    path('key'),
    '-out',
    path('certificate'),
    '-subj',
    '/CN=web',
  ]),
  { stdio: 'ignore' },
);

const sh = (script: Script, ...args: readonly string[]) =>
  execFileSync('sh', ['-c', script.toString(), 'sh', ...args], { stdio: ['ignore', 'pipe', 'pipe'] });

const wanted = (given: object = {}) =>
  withDefaults(opensslPkcs12, {
    path: path('a.p12'),
    privatekey_path: path('key'),
    certificate_path: path('certificate'),
    friendly_name: "the web's",
    passphrase: "it's secret",
    ...given,
  });

describe('archives of PKCS #12', () => {
  /** Asks about the archive by running the script of the question here. */
  function compare(given: object): boolean | undefined {
    const conversation = learnBundle(wanted(given));
    const step = conversation.next().value;
    if (typeof step !== 'object' || step === null || !('questions' in step)) throw new Error('no question');
    const [question] = step.questions;
    if (!question) throw new Error('no question');
    const script = question.kind.script([question.subject]);
    let outcome = { status: 0, stdout: Buffer.alloc(0), stderr: Buffer.alloc(0) };
    try {
      outcome = { ...outcome, stdout: sh(script) };
    } catch (thrown) {
      outcome = { ...outcome, status: (thrown as { status: number }).status };
    }
    const answer = question.kind.read(outcome, [question.subject]);
    const compared = conversation.next(answer).value;
    return compared && 'present' in compared ? isAsWanted(compared) : undefined;
  }

  test('what was made is as wanted; another name, key or further certificate is not', () => {
    sh(exportScript(wanted()), path('a.p12'));
    expect(compare({})).toBe(true);
    expect(compare({ friendly_name: 'other' })).toBe(false);
    expect(compare({ other_certificates: [path('certificate')] })).toBe(false);
    expect(compare({ passphrase: 'other' })).toBeUndefined();
  });

  test('taken apart it is the key and the certificate', () => {
    sh(exportScript(wanted()), path('a.p12'));
    sh(parseScript(wanted({ src: path('a.p12') })), path('a.pem'));
    expect(readFileSync(path('a.pem'), 'utf8')).toBe(
      readFileSync(path('key'), 'utf8') + readFileSync(path('certificate'), 'utf8'),
    );
  });

  test('no command line holds a passphrase', () => {
    writeFileSync(path('arguments'), '');
    const spy = `openssl() { printf '%s ' "$@" >> ${path('arguments')}; command openssl "$@"; }\n`;
    execFileSync('sh', ['-c', spy + exportScript(wanted()).toString(), 'sh', path('b.p12')], { stdio: 'ignore' });
    const given = readFileSync(path('arguments'), 'utf8');
    expect(given).toContain('pkcs12 -export');
    expect(given).not.toContain('secret');
  });
});

test.each([
  ['there', { exists: true, kind: 'file', mode: '0644' }, ['remove: rm -f -- /k.pub']],
  ['gone', { exists: false }, []],
])('a public key that must not be, %s', (_case, now, wished) => {
  const args = withDefaults(opensslPublickey, { path: '/k.pub', state: 'absent' });
  const { said } = talk(opensslPublickey.run(args, target), {
    answers: {
      'stat {"path":"/k.pub","follow":true}': now,
      'text {"path":"/k.pub","limit":67108864}': undefined,
    },
    prints: { '/k.pub': 'n\n' },
  });
  expect(said).toEqual(wished);
});
