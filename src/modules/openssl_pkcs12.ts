import { ask, defineModule, type Conversation, type Result } from '../module-kit/index.js';
import { stat } from '../questions/stat.js';
import { text } from '../questions/text.js';
import { pemArguments, placePem, removePem } from './crypto/place-pem.js';
import { bundleArguments, exportScript, isAsWanted, isParsed, parseScript, learnBundle } from './crypto/pkcs12.js';

export const opensslPkcs12 = defineModule({
  name: 'community.crypto.openssl_pkcs12',
  aliases: ['community.general.openssl_pkcs12'],
  summary: 'Keep a PKCS #12 archive of a key and certificates, or take one apart.',
  args: { ...pemArguments, ...bundleArguments },
  rules: {
    requiredIf: [['action', 'parse', ['src']]],
    mutuallyExclusive: [
      ['privatekey_path', 'privatekey_content'],
      ['certificate_path', 'certificate_content'],
      ['other_certificates', 'other_certificates_content'],
    ],
  },
  examples: [
    'community.crypto.openssl_pkcs12: { path: /etc/ssl/web.p12, friendly_name: web, privatekey_path: /etc/ssl/private/web.pem, certificate_path: /etc/ssl/web.pem, passphrase: "{{ passphrase }}" }',
  ],
  *run(args): Conversation<Result> {
    const { now } = yield* ask({ now: stat(args.path, true) });
    const told = {
      filename: args.path,
      ...(args.privatekey_path === undefined ? {} : { privatekey_path: args.privatekey_path }),
    };
    if (args.state === 'absent') return { ...told, changed: yield* removePem(args, now) };
    const isKept = now.exists && !args.force && (yield* isKeptAs(args));
    const fill = args.action === 'parse' ? parseScript(args) : exportScript(args);
    // The archive holds a private key: its owner reads it, unless the task says otherwise.
    const mode = args.mode ?? '0400';
    const place = { ...args, mode };
    const placed = yield* placePem(place, now, isKept ? undefined : { fill });
    const content = args.return_content ? (yield* ask({ file: text(args.path) })).file?.content : undefined;
    return { ...told, mode, ...placed, ...(content ? { pkcs12: content.toString('base64') } : {}) };
  },
});

function* isKeptAs(args: Parameters<typeof exportScript>[0]): Conversation<boolean> {
  if (args.action === 'parse') return yield* isParsed(args);
  const bundle = yield* learnBundle(args);
  return bundle !== undefined && isAsWanted(bundle);
}
