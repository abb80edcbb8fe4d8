import { ask, defineModule, type Conversation, type Result } from '../module-kit/index.js';
import { stat } from '../questions/stat.js';
import { text } from '../questions/text.js';
import { attach, sh } from '../shell/script.js';
import { pemArguments, placePem, removePem } from './crypto/place-pem.js';
import { draftRequest } from './crypto/request.js';
import { requestArguments, requestKeys } from './crypto/request-config.js';
import { isSameRequest, readRequest } from '../x509/x509.js';

export const opensslCsr = defineModule({
  name: 'community.crypto.openssl_csr',
  aliases: ['community.general.openssl_csr'],
  summary: 'Keep a certificate signing request.',
  args: { ...pemArguments, ...requestArguments },
  rules: {
    mutuallyExclusive: [
      ['privatekey_path', 'privatekey_content'],
      ['subject', 'subject_ordered'],
    ],
    requiredTogether: [['authority_cert_issuer', 'authority_cert_serial_number']],
    requiredIf: [['state', 'present', ['privatekey_path', 'privatekey_content'], true]],
  },
  examples: [
    'community.crypto.openssl_csr: { path: /etc/ssl/web.csr, privatekey_path: /etc/ssl/private/web.pem, common_name: web.example }',
  ],
  *run(args): Conversation<Result> {
    const { now, file } = yield* ask({ now: stat(args.path, true), file: text(args.path) });
    const told = { ...requestKeys(args), filename: args.path };
    if (args.state === 'absent') return { ...told, changed: yield* removePem(args, now) };
    const draft = yield* draftRequest(args);
    const present = file?.content?.toString() ?? '';
    const isKept = !args.force && isRequest(present) && isSameRequest(readRequest(present), readRequest(draft));
    const placed = yield* placePem(args, now, isKept ? undefined : sh`${attach(draft)}`);
    return { ...told, ...placed, ...(args.return_content ? { csr: isKept ? present : draft } : {}) };
  },
});

function isRequest(content: string): boolean {
  return /-----BEGIN (?:NEW )?CERTIFICATE REQUEST-----/.test(content);
}
