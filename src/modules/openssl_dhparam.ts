import { arg, ask, defineModule, type Conversation, type Result } from '../module-kit/index.js';
import { probe } from '../questions/question.js';
import { stat } from '../questions/stat.js';
import { text } from '../questions/text.js';
import { sh } from '../shell/script.js';
import { pemArguments, placePem, removePem } from './crypto/place-pem.js';

export const opensslDhparam = defineModule({
  name: 'community.crypto.openssl_dhparam',
  aliases: ['community.general.openssl_dhparam'],
  summary: 'Keep parameters for Diffie-Hellman.',
  args: {
    ...pemArguments,
    size: arg.integer({ default: 4096, doc: 'Their size in bits.' }),
    select_crypto_backend: arg.oneOf(
      'auto',
      'cryptography',
      'openssl',
    )({ default: 'auto', doc: "Means nothing here: the target's openssl is used." }),
  },
  examples: ['community.crypto.openssl_dhparam: { path: /etc/ssl/dhparams.pem, size: 2048 }'],
  *run(args): Conversation<Result> {
    const { now, size } = yield* ask({
      now: stat(args.path, true),
      size: probe(sh`openssl dhparam -in ${args.path} -noout -check -text 2>/dev/null`, ({ stdout, status }) =>
        status === 0 ? Number(/DH Parameters: \((\d+) bit\)/.exec(stdout.toString())?.[1]) : undefined,
      ),
    });
    const told = { filename: args.path, size: args.size };
    if (args.state === 'absent') return { ...told, changed: yield* removePem(args, now) };
    const isNeeded = args.force || size !== args.size;
    const source = isNeeded ? { fill: sh`openssl dhparam -out "$1" ${args.size} 2>/dev/null` } : undefined;
    const placed = yield* placePem(args, now, source);
    const content = args.return_content ? (yield* ask({ file: text(args.path) })).file?.content : undefined;
    return { ...told, ...placed, ...(content ? { dhparams: content.toString() } : {}) };
  },
});
