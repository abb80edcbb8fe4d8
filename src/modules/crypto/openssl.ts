import { fail } from '../../module-kit/index.js';
import { joinScripts, sh, type Script } from '../../shell/script.js';
import type { Outcome } from '../../transport/connection.js';

/** A private key of the target: a file there, or the text itself. */
export interface PrivateKey {
  readonly path: string | undefined;
  readonly content: string | undefined;
  readonly passphrase: string | undefined;
}

/** The variable that hands passphrases to openssl: no command line holds one. */
const passphrase = 'PROVISION_PASSPHRASE';

/** openssl with a passphrase in its environment; `in` and `out` say where it is used. */
export function openssl(secret: string | undefined): Script {
  return sh`PROVISION_PASSPHRASE=${secret ?? ''} openssl`;
}

export const passIn = ['-passin', `env:${passphrase}`];
export const passOut = ['-passout', `env:${passphrase}`];

/** Makes `$key` name the file with a private key; a text gets a private file that goes with the script. */
export function keyFile({ path, content }: PrivateKey): Script {
  if (content === undefined) {
    const file = path ?? fail('one of privatekey_path and privatekey_content is required');
    return sh`key=${file}; [ -r "$key" ] || { echo ${`[Errno 2] No such file or directory: '${file}'`} >&2; exit 96; }`;
  }
  return joinScripts([sh`key=$(mktemp) || exit; trap 'rm -f "$key"' EXIT`, sh`printf '%s\n' ${content} > "$key"`]);
}

/** Ends the task for a script that failed: what is missing has its own words. */
export function failOpenssl(outcome: Outcome, what: string): never {
  const stderr = outcome.stderr.toString().trim();
  if (outcome.status === 127) return fail('the target has no openssl: install the package openssl');
  return fail(outcome.status === 96 ? stderr : `${what}: ${stderr}`);
}

/** Prints the public key of `$key` as DER in base64. */
export function publicKeyScript(key: PrivateKey): Script {
  return sh`${openssl(key.passphrase)} pkey -in "$key" ${passIn} -pubout -outform DER | openssl base64 -A`;
}
