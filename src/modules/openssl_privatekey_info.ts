import { arg, ask, defineModule, fail, type Conversation, type Result, type ValuesOf } from '../module-kit/index.js';
import { probe } from '../questions/question.js';
import { joinScripts, sh, type Script } from '../shell/script.js';
import type { Outcome } from '../transport/connection.js';
import { privateKeyInfo } from '../x509/key-data.js';
import { keyFile, openssl, passIn, publicKeyScript } from './crypto/openssl.js';
import { backendArgument, missing, sourceArguments, sourceRules } from './crypto/source.js';

const args = {
  ...sourceArguments,
  content: arg.string({ secret: true, doc: 'The content itself, instead of a file.' }),
  passphrase: arg.string({ secret: true, doc: 'What it is encrypted with.' }),
  return_private_key_data: arg.boolean({
    default: false,
    doc: 'Return the secret numbers of the key. Set no_log then.',
  }),
  check_consistency: arg.boolean({ default: false, doc: 'Whether the parts of the key must belong together.' }),
  ...backendArgument,
} as const;

type Args = ValuesOf<typeof args>;

export const opensslPrivatekeyInfo = defineModule({
  name: 'community.crypto.openssl_privatekey_info',
  aliases: ['community.general.openssl_privatekey_info'],
  summary: 'Tell what a private key is.',
  args,
  rules: sourceRules,
  examples: ['community.crypto.openssl_privatekey_info: { path: /etc/ssl/private/web.pem }'],
  *run(given): Conversation<Result> {
    const { outcome } = yield* ask({ outcome: probe(lookScript(given), (outcome) => outcome) });
    const [head = '', publicKey = '', privateKey = '', verdict = ''] = outcome.stdout.toString().split('\n');
    if (publicKey === '' || head.includes('ENCRYPTED') !== (given.passphrase !== undefined))
      return failToRead(given, outcome, head);
    const pkcs8 = given.return_private_key_data ? Buffer.from(privateKey, 'base64') : undefined;
    const info = privateKeyInfo(Buffer.from(publicKey, 'base64'), pkcs8);
    const told = { can_load_key: true, can_parse_key: true, ...info };
    const isConsistent = given.check_consistency ? consistency(String(info['type']), verdict) : null;
    if (isConsistent === false) fail('Private key is not consistent!', { ...told, key_is_consistent: false });
    return { ...told, key_is_consistent: isConsistent };
  },
});

/** Four lines: how the file begins, the public key, the private key and whether openssl finds it sound. */
function lookScript({ path, content, passphrase, return_private_key_data, check_consistency }: Args): Script {
  const key = { path, content, passphrase };
  const tool = openssl(passphrase);
  const secret = sh`${tool} pkcs8 -topk8 -nocrypt -in "$key" ${passIn} -outform DER 2>/dev/null | openssl base64 -A`;
  return joinScripts([
    keyFile(key),
    sh`head -n 3 "$key" | tr '\n' ' '; echo; ${publicKeyScript(key)} || exit; echo`,
    return_private_key_data ? sh`${secret}; echo` : sh`echo`,
    check_consistency ? sh`${tool} pkey -in "$key" ${passIn} -check -noout >/dev/null 2>&1; echo $?` : sh`echo`,
  ]);
}

/** The parts of RSA keys and those of key exchanges are not looked at, as by Ansible. */
function consistency(type: string, verdict: string): boolean | null {
  if (type === 'ECC' || type === 'DSA') return verdict === '0';
  return type.startsWith('Ed') ? true : null;
}

function failToRead({ path, passphrase }: Args, { status, stderr }: Outcome, head: string): never {
  if (status === 127) fail('the target has no openssl: install the package openssl');
  const told = { can_load_key: status !== 96, can_parse_key: false, key_is_consistent: null };
  if (status === 96) fail(`Error while reading private key file from disk: ${missing(path ?? '')}`, told);
  if (head.includes('BEGIN') && head.includes('ENCRYPTED') !== (passphrase !== undefined))
    fail('Wrong or empty passphrase provided for private key', told);
  const words = stderr.toString().trim();
  return fail(`Wrong passphrase provided for private key, or private key cannot be parsed: ${words}`, told);
}
