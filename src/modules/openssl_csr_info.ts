import { defineModule, fail, type Conversation, type Result } from '../module-kit/index.js';
import { requestInfo } from '../x509/certificate-info.js';
import { readRequest } from '../x509/x509.js';
import { backendArgument, nameEncoding, readSource, sourceArguments, sourceRules } from './crypto/source.js';

export const opensslCsrInfo = defineModule({
  name: 'community.crypto.openssl_csr_info',
  aliases: ['community.general.openssl_csr_info'],
  summary: 'Tell what a certificate signing request asks for.',
  args: { ...sourceArguments, ...nameEncoding, ...backendArgument },
  rules: sourceRules,
  examples: ['community.crypto.openssl_csr_info: { path: /etc/ssl/web.csr }'],
  *run(args): Conversation<Result> {
    const content = yield* readSource(args, 'CSR');
    const info = requestInfo(readRequest(content.toString()), args.name_encoding);
    return info['signature_valid'] === true ? info : fail('CSR signature is invalid!', info);
  },
});
