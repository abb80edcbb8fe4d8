import { arg, defineModule, type Conversation, type Result } from '../module-kit/index.js';
import { findRevocationList, revocationListInfo } from '../x509/revocations.js';
import { nameEncoding, readSource, sourceArguments, sourceRules } from './crypto/source.js';

export const x509CrlInfo = defineModule({
  name: 'community.crypto.x509_crl_info',
  summary: 'Tell which certificates a list of revocations names.',
  args: {
    ...sourceArguments,
    content: arg.string({ doc: 'The content itself, instead of a file: PEM, or DER in base64.' }),
    ...nameEncoding,
    list_revoked_certificates: arg.boolean({ default: true, doc: 'Whether the certificates are listed.' }),
  },
  rules: sourceRules,
  examples: ['community.crypto.x509_crl_info: { path: /etc/ssl/ca.crl }'],
  *run(args): Conversation<Result> {
    const content = yield* readSource(args, 'CRL');
    const { list, format } = findRevocationList(content);
    const wish = { format, encoding: args.name_encoding, withCertificates: args.list_revoked_certificates };
    return { changed: false, ...revocationListInfo(list, wish) };
  },
});
