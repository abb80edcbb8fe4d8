import { ask, arg, defineModule, fail, type Conversation, type Result } from '../module-kit/index.js';
import { stat } from '../questions/stat.js';
import { text } from '../questions/text.js';
import { attach, sh } from '../shell/script.js';
import { certificateArguments, describe, issue, isAsWanted, learn } from './crypto/certificate.js';
import { pemArguments, placePem, removePem } from './crypto/place-pem.js';
import { readCertificate } from '../x509/x509.js';

export const x509Certificate = defineModule({
  name: 'community.crypto.x509_certificate',
  aliases: ['community.crypto.openssl_certificate', 'community.general.openssl_certificate'],
  summary: 'Keep a certificate: signed by its own key, or by an authority of yours.',
  args: {
    ...pemArguments,
    ...certificateArguments,
    provider: arg.oneOf('acme', 'ownca', 'selfsigned')({ doc: 'Who signs it.' }),
    acme_accountkey_path: arg.path({ doc: 'Only for acme, which is not supported.' }),
    acme_challenge_path: arg.path({ doc: 'Only for acme, which is not supported.' }),
    acme_chain: arg.boolean({ default: false, doc: 'Only for acme, which is not supported.' }),
    acme_directory: arg.string({
      default: 'https://acme-v02.api.letsencrypt.org/directory',
      doc: 'Only for acme, which is not supported.',
    }),
  },
  rules: {
    requiredIf: [['state', 'present', ['provider']]],
    mutuallyExclusive: [
      ['csr_path', 'csr_content'],
      ['privatekey_path', 'privatekey_content'],
      ['ownca_path', 'ownca_content'],
      ['ownca_privatekey_path', 'ownca_privatekey_content'],
    ],
  },
  examples: [
    'community.crypto.x509_certificate: { path: /etc/ssl/web.pem, csr_path: /etc/ssl/web.csr, provider: ownca, ownca_path: /etc/ssl/ca.pem, ownca_privatekey_path: /etc/ssl/private/ca.pem }',
  ],
  *run(args): Conversation<Result> {
    const { now, file } = yield* ask({ now: stat(args.path, true), file: text(args.path) });
    const told = { filename: args.path, privatekey: args.privatekey_path ?? null, csr: args.csr_path ?? null };
    if (args.state === 'absent') return { ...told, changed: yield* removePem(args, now) };
    const { provider } = args;
    if (provider === undefined || provider === 'acme')
      return fail('the provider acme is not supported: use acme_certificate, or a client of ACME on the target');
    const present = file?.content?.toString() ?? '';
    const facts = yield* learn({ ...args, provider });
    const isKept = !args.force && isAsWanted(readCertificate(present), { ...args, provider }, facts);
    const certificate = isKept ? present : yield* issue({ ...args, provider }, facts);
    const placed = yield* placePem(args, now, isKept ? undefined : sh`${attach(certificate)}`);
    return {
      ...told,
      ...placed,
      ...describe({ ...args, provider }, certificate),
      ...(args.return_content ? { certificate } : {}),
    };
  },
});
