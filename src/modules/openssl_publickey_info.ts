import { defineModule, type Conversation, type Result } from '../module-kit/index.js';
import { publicKeyInfo } from '../x509/key-data.js';
import { readPublicKey } from '../x509/x509.js';
import { backendArgument, readSource, sourceArguments, sourceRules } from './crypto/source.js';

/** What the module says of private keys, which it does not read. */
const untold = { can_load_key: false, can_parse_key: false, key_is_consistent: null };

export const opensslPublickeyInfo = defineModule({
  name: 'community.crypto.openssl_publickey_info',
  summary: 'Tell what a public key is.',
  args: { ...sourceArguments, ...backendArgument },
  rules: sourceRules,
  examples: ['community.crypto.openssl_publickey_info: { path: /etc/ssl/web.pub }'],
  *run(args): Conversation<Result> {
    const content = yield* readSource(args, 'public key', untold);
    return { ...untold, ...publicKeyInfo(readPublicKey(content.toString())) };
  },
});
