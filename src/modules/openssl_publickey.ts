import { arg, ask, defineModule, fail, type Conversation, type Result, type ValuesOf } from '../module-kit/index.js';
import { probe } from '../questions/question.js';
import { stat } from '../questions/stat.js';
import { text } from '../questions/text.js';
import { attach, joinScripts, sh } from '../shell/script.js';
import { toPem } from '../x509/der.js';
import { fingerprints } from '../x509/key-info.js';
import { openSshKey } from '../x509/openssh-key.js';
import { failOpenssl, keyFile, publicKeyScript } from './crypto/openssl.js';
import { pemArguments, placePem, removePem } from './crypto/place-pem.js';

const args = {
  ...pemArguments,
  format: arg.oneOf('OpenSSH', 'PEM')({ default: 'PEM', doc: 'How it is written.' }),
  privatekey_path: arg.path({ doc: 'The private key on the target.' }),
  privatekey_content: arg.string({ secret: true, doc: 'The private key itself.' }),
  privatekey_passphrase: arg.string({ secret: true, doc: 'Its passphrase.' }),
} as const;

export const opensslPublickey = defineModule({
  name: 'community.crypto.openssl_publickey',
  aliases: ['community.general.openssl_publickey'],
  summary: 'Keep the public key of a private key.',
  args,
  rules: {
    mutuallyExclusive: [['privatekey_path', 'privatekey_content']],
    requiredIf: [['state', 'present', ['privatekey_path', 'privatekey_content'], true]],
  },
  examples: [
    'community.crypto.openssl_publickey: { path: /etc/ssl/web.pub, privatekey_path: /etc/ssl/private/web.pem }',
  ],
  *run(given): Conversation<Result> {
    const { now, file } = yield* ask({ now: stat(given.path, true), file: text(given.path) });
    const told = { privatekey: given.privatekey_path ?? null, filename: given.path, format: given.format };
    if (given.state === 'absent') return { ...told, changed: yield* removePem(given, now), fingerprint: {} };
    const spki = yield* publicKeyOf(given);
    const wanted = given.format === 'PEM' ? toPem('PUBLIC KEY', spki) : openSshKey(spki);
    const present = file?.content?.toString() ?? '';
    const isKept = !given.force && lines(present) === lines(wanted);
    const placed = yield* placePem(given, now, isKept ? undefined : sh`${attach(wanted)}`);
    const content = isKept ? present : wanted;
    return {
      ...told,
      ...placed,
      fingerprint: fingerprints(spki),
      ...(given.return_content ? { publickey: content } : {}),
    };
  },
});

/** Line ends at the end do not count, nor does the comment of a key of OpenSSH. */
function lines(text: string): string {
  return text.startsWith('-----') ? text.trim() : text.split(/\s+/, 2).join(' ');
}

function* publicKeyOf(given: ValuesOf<typeof args>): Conversation<Buffer> {
  const key = {
    path: given.privatekey_path,
    content: given.privatekey_content,
    passphrase: given.privatekey_passphrase,
  };
  const script = joinScripts([keyFile(key), publicKeyScript(key)]);
  const { outcome } = yield* ask({ outcome: probe(script, (outcome) => outcome) });
  const output = outcome.stdout.toString().trim();
  if (outcome.status === 96) fail(`The private key ${key.path ?? ''} does not exist`);
  if (outcome.status !== 0 || output === '') failOpenssl(outcome, 'the private key cannot be read');
  return Buffer.from(output, 'base64');
}
