import { ask, type Conversation } from '../../module-kit/index.js';
import { probe } from '../../questions/question.js';
import { joinScripts, sh } from '../../shell/script.js';
import { toPem } from '../../x509/der.js';
import { failOpenssl, keyFile, openssl, passIn } from './openssl.js';
import { requestConfig, type RequestArguments } from './request-config.js';

/** Makes a request as wanted, signed with the key of the target. It is compared with the one that is there, or written. */
export function* draftRequest(args: RequestArguments): Conversation<string> {
  const key = { path: args.privatekey_path, content: args.privatekey_content, passphrase: args.privatekey_passphrase };
  const script = joinScripts([
    keyFile(key),
    sh`config=$(mktemp) || exit; printf '%s\n' ${requestConfig(args)} > "$config"`,
    sh`${openssl(key.passphrase)} req -new -config "$config" -key "$key" ${passIn} ${`-${args.digest}`} -outform DER | openssl base64 -A; made=$?; rm -f "$config"; exit "$made"`,
  ]);
  const { outcome } = yield* ask({ outcome: probe(script, (outcome) => outcome) });
  const text = outcome.stdout.toString().trim();
  if (outcome.status !== 0 || text === '') failOpenssl(outcome, 'the request cannot be made');
  return toPem('CERTIFICATE REQUEST', Buffer.from(text, 'base64'));
}
