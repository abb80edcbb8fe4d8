import { arg, defineModule, type Conversation, type Result } from '../module-kit/index.js';
import { draftRequest } from './crypto/request.js';
import { requestArguments, requestKeys } from './crypto/request-config.js';
import { isSameRequest, readRequest } from '../x509/x509.js';

export const opensslCsrPipe = defineModule({
  name: 'community.crypto.openssl_csr_pipe',
  summary: 'Return a certificate signing request.',
  args: {
    ...requestArguments,
    content: arg.string({ doc: 'The request so far.' }),
    select_crypto_backend: arg.oneOf(
      'auto',
      'cryptography',
    )({ default: 'auto', doc: "Means nothing here: the target's openssl is used." }),
  },
  rules: {
    mutuallyExclusive: [
      ['privatekey_path', 'privatekey_content'],
      ['subject', 'subject_ordered'],
    ],
    requiredTogether: [['authority_cert_issuer', 'authority_cert_serial_number']],
    requiredOneOf: [['privatekey_path', 'privatekey_content']],
  },
  examples: [
    'community.crypto.openssl_csr_pipe: { privatekey_path: /etc/ssl/private/web.pem, common_name: web.example }',
  ],
  *run(args): Conversation<Result> {
    const draft = yield* draftRequest(args);
    const isKept = args.content !== undefined && isSameRequest(readRequest(args.content), readRequest(draft));
    return { ...requestKeys(args), changed: !isKept, csr: isKept ? args.content : draft };
  },
});
