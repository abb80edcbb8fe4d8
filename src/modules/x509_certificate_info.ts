import { arg, ask, defineModule, fail, type Conversation, type Result } from '../module-kit/index.js';
import { probe } from '../questions/question.js';
import { sh } from '../shell/script.js';
import type { Value } from '../values/value.js';
import { typeName } from '../values/type-name.js';
import { certificateInfo } from '../x509/certificate-info.js';
import { readTime } from '../x509/certificate-time.js';
import { getCertificate, type Certificate } from '../x509/x509.js';
import { backendArgument, nameEncoding, readSource, sourceArguments, sourceRules } from './crypto/source.js';

export const x509CertificateInfo = defineModule({
  name: 'community.crypto.x509_certificate_info',
  aliases: ['community.crypto.openssl_certificate_info', 'community.general.openssl_certificate_info'],
  summary: 'Tell what a certificate says.',
  args: {
    ...sourceArguments,
    ...nameEncoding,
    ...backendArgument,
    valid_at: arg.dict({ doc: 'Moments to be looked at: name to time, such as +3d or 20300101000000Z.' }),
  },
  rules: sourceRules,
  examples: ['community.crypto.x509_certificate_info: { path: /etc/ssl/web.pem, valid_at: { soon: +14d } }'],
  *run(args): Conversation<Result> {
    const { now } = yield* ask({ now: probe(sh`date +%s`, ({ stdout }) => Number(stdout.toString()) * 1000) });
    const moments = [...(args.valid_at ?? [])].map(([name, moment]) => momentOf(String(name), moment, now));
    const certificate = getCertificate(yield* readSource(args, 'certificate'));
    return {
      ...certificateInfo(certificate, args.name_encoding, now),
      valid_at: Object.fromEntries(moments.map(([name, moment]) => [name, isValidAt(certificate, moment)])),
    };
  },
});

function momentOf(name: string, moment: Value, now: number): readonly [string, number] {
  if (typeof moment !== 'string')
    return fail(`The value for valid_at.${name} must be of type string (got <class '${typeName(moment)}'>)`);
  return [name, readTime(moment, now, ` for valid_at.${name}`)];
}

function isValidAt({ notBefore, notAfter }: Certificate, moment: number): boolean {
  return readTime(notBefore, 0) <= moment && moment <= readTime(notAfter, 0);
}
