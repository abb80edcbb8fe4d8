import { change, fail, type Conversation } from '../../module-kit/index.js';
import { sh } from '../../shell/script.js';
import { downloadBytes } from '../http/download.js';

export interface PersonalArchive {
  readonly owner: string;
  readonly name: string;
}

/** `ppa:owner` or `ppa:owner/name`; `undefined` for anything else. */
export function parsePersonalArchive(repo: string): PersonalArchive | undefined {
  const [, owner, name = 'ppa'] = /^ppa:([^/]+)(?:\/(.+))?$/.exec(repo) ?? [];
  return owner === undefined ? undefined : { owner, name };
}

export function sourceOf({ owner, name }: PersonalArchive, codename: string): string {
  return `deb https://ppa.launchpadcontent.net/${owner}/${name}/ubuntu ${codename} main`;
}

/** Makes apt trust the key that Launchpad names for an archive. */
export function* trustKey({ owner, name }: PersonalArchive, validate_certs: boolean): Conversation<void> {
  const url = `https://api.launchpad.net/1.0/~${owner}/+archive/${name}`;
  const fingerprint = /"signing_key_fingerprint":\s*"([0-9A-F]+)"/.exec(
    (yield* downloadBytes(url, validate_certs)).toString(),
  )?.[1];
  if (fingerprint === undefined) fail(`Launchpad names no key for ppa:${owner}/${name}`);
  const ring = `/etc/apt/trusted.gpg.d/${owner}-${name}.gpg`.replaceAll('+', '-');
  const run = sh`[ -e ${ring} ] && exit
home=$(mktemp -d) && trap 'rm -rf -- "$home"' EXIT
gpg --homedir "$home" --batch --no-tty --keyserver hkp://keyserver.ubuntu.com:80 --recv-keys ${fingerprint} &&
gpg --homedir "$home" --batch --no-tty --output ${ring} --export ${fingerprint} && chmod 0644 ${ring}`;
  yield* change({ what: 'trust key', after: fingerprint, run });
}
