import { arg, defineModule, type Conversation, type Result } from '../module-kit/index.js';
import { certificateArguments, describe, isAsWanted, issue, learn } from './crypto/certificate.js';
import { readCertificate } from '../x509/x509.js';

export const x509CertificatePipe = defineModule({
  name: 'community.crypto.x509_certificate_pipe',
  summary: 'Return a certificate: signed by its own key, or by an authority of yours.',
  args: {
    ...certificateArguments,
    provider: arg.oneOf('ownca', 'selfsigned')({ required: true, doc: 'Who signs it.' }),
    content: arg.string({ doc: 'The certificate so far.' }),
    force: arg.boolean({ default: false, doc: 'Make it anew in any case.' }),
    select_crypto_backend: arg.oneOf(
      'auto',
      'cryptography',
    )({ default: 'auto', doc: "Means nothing here: the target's openssl is used." }),
  },
  rules: {
    mutuallyExclusive: [
      ['csr_path', 'csr_content'],
      ['privatekey_path', 'privatekey_content'],
      ['ownca_path', 'ownca_content'],
      ['ownca_privatekey_path', 'ownca_privatekey_content'],
    ],
  },
  examples: [
    'community.crypto.x509_certificate_pipe: { provider: selfsigned, privatekey_path: /etc/ssl/private/web.pem, csr_content: "{{ request.csr }}" }',
  ],
  *run(args): Conversation<Result> {
    const facts = yield* learn(args);
    const present = args.content ?? '';
    const isKept = !args.force && isAsWanted(readCertificate(present), args, facts);
    const certificate = isKept ? present : yield* issue(args, facts);
    return {
      changed: !isKept,
      privatekey: args.privatekey_path ?? null,
      csr: args.csr_path ?? null,
      ...describe(args, certificate),
      certificate,
    };
  },
});
