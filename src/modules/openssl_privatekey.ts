import { arg, ask, defineModule, fail, type Conversation, type Result, type ValuesOf } from '../module-kit/index.js';
import { probe } from '../questions/question.js';
import { stat } from '../questions/stat.js';
import { text } from '../questions/text.js';
import { joinScripts, sh, type Script } from '../shell/script.js';
import { fingerprints, keyInfo, opensslCurve, type KeyInfo } from '../x509/key-info.js';
import { keyFile, openssl, passIn, passOut, publicKeyScript } from './crypto/openssl.js';
import { pemArguments, placePem, removePem } from './crypto/place-pem.js';

const curves = [
  ...['secp192r1', 'secp224r1', 'secp256k1', 'secp256r1', 'secp384r1', 'secp521r1'],
  ...['brainpoolP256r1', 'brainpoolP384r1', 'brainpoolP512r1'],
  ...['sect163k1', 'sect163r2', 'sect233k1', 'sect233r1', 'sect283k1', 'sect283r1'],
  ...['sect409k1', 'sect409r1', 'sect571k1', 'sect571r1'],
];

const args = {
  ...pemArguments,
  type: arg.oneOf(
    'DSA',
    'ECC',
    'Ed25519',
    'Ed448',
    'RSA',
    'X25519',
    'X448',
  )({ default: 'RSA', doc: 'The kind of key.' }),
  size: arg.integer({ default: 4096, doc: 'Its size in bits, of RSA and DSA.' }),
  curve: arg.oneOf(...curves)({ doc: 'The curve, of ECC.' }),
  passphrase: arg.string({ secret: true, doc: 'What it is encrypted with.' }),
  cipher: arg.string({ default: 'auto', doc: 'How it is encrypted: auto.' }),
  format: arg.oneOf(
    'pkcs1',
    'pkcs8',
    'raw',
    'auto',
    'auto_ignore',
  )({ default: 'auto_ignore', doc: 'How it is written; auto_ignore leaves what is there.' }),
  format_mismatch: arg.oneOf(
    'regenerate',
    'convert',
  )({ default: 'regenerate', doc: 'What becomes of a key that is written in another way.' }),
  regenerate: arg.oneOf(
    'never',
    'fail',
    'partial_idempotence',
    'full_idempotence',
    'always',
  )({ default: 'full_idempotence', doc: 'When a key is made anew.' }),
} as const;

type Args = ValuesOf<typeof args>;

/** A key that is there: `info` is missing when it cannot be read with the passphrase. */
interface Present {
  readonly spki: Buffer | undefined;
  readonly info: KeyInfo | undefined;
  readonly format: 'pkcs1' | 'pkcs8' | 'unknown';
}

export const opensslPrivatekey = defineModule({
  name: 'community.crypto.openssl_privatekey',
  aliases: ['community.general.openssl_privatekey'],
  summary: 'Keep a private key.',
  args,
  rules: { requiredIf: [['type', 'ECC', ['curve']]] },
  examples: ['community.crypto.openssl_privatekey: { path: /etc/ssl/private/web.pem, size: 2048 }'],
  *run(given): Conversation<Result> {
    if (given.passphrase !== undefined && given.cipher !== 'auto') fail('Cipher must be "auto" for cryptography');
    if (given.format === 'raw') fail('the format raw is not supported: openssl writes pkcs1 and pkcs8');
    const place = { ...given, mode: given.mode ?? '0600' };
    const { now, present } = yield* look(given);
    const told = {
      filename: given.path,
      type: given.type,
      size: given.size,
      ...(given.type === 'ECC' ? { curve: given.curve } : {}),
    };
    if (given.state === 'absent') return { ...told, changed: yield* removePem(place, now), fingerprint: null };
    const need = now.exists ? needOf(given, present) : 'generate';
    const source = need === undefined ? undefined : need === 'generate' ? generation(given) : conversion(given);
    const placed = yield* placePem(
      need === undefined ? { ...given, path: given.path } : place,
      now,
      source && { fill: source },
    );
    const after = placed.changed ? (yield* look(given)).present : present;
    const isMeant = need === 'generate' && after.spki?.equals(present.spki ?? Buffer.alloc(0)) !== false;
    const content = given.return_content ? (yield* ask({ file: text(given.path) })).file : undefined;
    return {
      ...told,
      ...placed,
      ...(isMeant || !after.info
        ? {}
        : { type: after.info.type, ...(after.info.size === undefined ? {} : { size: after.info.size }) }),
      fingerprint: isMeant || !after.spki ? null : fingerprints(after.spki),
      ...(content?.content ? { privatekey: content.content.toString() } : {}),
    };
  },
});

function* look({ path, passphrase }: Args) {
  const key = { path, content: undefined, passphrase };
  const script = joinScripts([keyFile(key), sh`head -n 3 "$key" | tr '\n' ' '; echo`, publicKeyScript(key)]);
  return yield* ask({
    now: stat(path, true),
    present: probe(script, ({ stdout, status }): Present => {
      if (status === 127) fail('the target has no openssl: install the package openssl');
      const [head = '', body = ''] = stdout.toString().split('\n');
      const spki = body === '' ? undefined : Buffer.from(body, 'base64');
      // openssl ignores a passphrase that is not needed: a plain key is not the encrypted one that is asked for.
      const isAsWanted = spki !== undefined && head.includes('ENCRYPTED') === (passphrase !== undefined);
      const format = /BEGIN (?:RSA|EC|DSA) PRIVATE KEY/.test(head)
        ? 'pkcs1'
        : /BEGIN (?:ENCRYPTED )?PRIVATE KEY/.test(head)
          ? 'pkcs8'
          : 'unknown';
      return { spki: isAsWanted ? spki : undefined, info: isAsWanted ? keyInfo(spki) : undefined, format };
    }),
  });
}

/** What must be done about a key that is there. */
function needOf(given: Args, { info, format }: Present): 'generate' | 'convert' | undefined {
  const { regenerate } = given;
  if (given.force || regenerate === 'always') return 'generate';
  if (!info) {
    if (regenerate === 'full_idempotence') return 'generate';
    if (regenerate === 'never') return undefined;
    return fail(
      'Unable to read the key. The key is protected with a another passphrase / no passphrase or broken. Will not proceed. To force regeneration, call the module with `generate` set to `full_idempotence` or `always`, or with `force=true`.',
    );
  }
  const isOther =
    info.type !== given.type ||
    (info.size !== undefined && info.size !== given.size) ||
    (given.type === 'ECC' && info.curve !== given.curve);
  if (isOther) {
    if (regenerate === 'never') return undefined;
    if (regenerate === 'fail')
      return fail(
        'Key has wrong type and/or size. Will not proceed. To force regeneration, call the module with `generate` set to `partial_idempotence`, `full_idempotence` or `always`, or with `force=true`.',
      );
    return 'generate';
  }
  const wanted =
    given.format === 'auto' ? (['RSA', 'ECC', 'DSA'].includes(given.type) ? 'pkcs1' : 'pkcs8') : given.format;
  if (wanted === 'auto_ignore' || wanted === format) return undefined;
  if (given.format_mismatch === 'convert') return 'convert';
  if (regenerate === 'never') return undefined;
  if (regenerate === 'fail')
    return fail(
      'Key has wrong format. Will not proceed. To force regeneration, call the module with `generate` set to `partial_idempotence`, `full_idempotence` or `always`, or with `force=true`. To convert the key, set `format_mismatch` to `convert`.',
    );
  return 'generate';
}

/** Writes a key as wanted. Keys that have a traditional form get it, unless the task says otherwise. */
function writing({ type, format, passphrase }: Args): Script {
  const isTraditional = format !== 'pkcs8' && ['RSA', 'ECC', 'DSA'].includes(type);
  const encryption = passphrase === undefined ? [] : ['-aes256', ...passOut];
  return sh`${openssl(passphrase)} pkey ${passIn} ${isTraditional ? ['-traditional'] : []} ${encryption} -out "$1"`;
}

function generation(given: Args): Script {
  const { type, size, curve = '' } = given;
  const write = writing(given);
  if (type === 'DSA')
    return sh`parameters=$(mktemp) && openssl genpkey -genparam -algorithm DSA -pkeyopt dsa_paramgen_bits:${size} -out "$parameters" 2>/dev/null && openssl genpkey -paramfile "$parameters" | ${write}; made=$?; rm -f "$parameters"; [ $made = 0 ]`;
  const options =
    type === 'RSA'
      ? ['-pkeyopt', `rsa_keygen_bits:${size}`]
      : type === 'ECC'
        ? ['-pkeyopt', `ec_paramgen_curve:${opensslCurve(curve)}`, '-pkeyopt', 'ec_param_enc:named_curve']
        : [];
  return sh`openssl genpkey -algorithm ${type === 'ECC' ? 'EC' : type.toUpperCase()} ${options} 2>/dev/null | ${write}`;
}

function conversion(given: Args): Script {
  return sh`${writing(given)} -in ${given.path}`;
}
