import { fail } from '../../module-kit/index.js';
import { probe, type Question } from '../../questions/question.js';
import { sh, type Script } from '../../shell/script.js';

/** A key's number as apt-key's users write it, in its three lengths. */
export interface KeyId {
  /** As it was given, in capitals and without `0x`. */
  readonly full: string;
  /** The last sixteen digits, by which keys are compared. */
  readonly long: string;
  readonly short: string;
}

export function parseKeyId(text: string): KeyId {
  const full = text.toUpperCase().replace(/^0X/, '').replaceAll(' ', '');
  if (!/^[0-9A-F]+$/.test(full)) fail('Invalid key_id');
  if (![8, 16].includes(full.length) && full.length <= 16)
    fail('The length of key_id is invalid, must be 8, 16 or more than 16 digits');
  return { full, long: full.slice(-16), short: full.slice(-8) };
}

/** Whether a key, or its short form, is among those. */
export function isAmong({ long }: KeyId, keys: readonly string[]): boolean {
  return keys.some((key) => key.endsWith(long));
}

/** The numbers of the keys that apt trusts, of all keyrings or one. */
export function trustedKeys(keyring: string | undefined): Question<readonly string[]> {
  return probe(
    sh`command -v apt-key >/dev/null || exit 99; ${aptKey(keyring)} adv --with-colons --list-public-keys --keyid-format=long 2>/dev/null`,
    ({ status, stdout }) => {
      if (status === 99)
        fail('the target has no apt-key: use deb822_repository or a file in /etc/apt/keyrings instead');
      return keyNumbers(stdout.toString());
    },
  );
}

export function aptKey(keyring: string | undefined): Script {
  return sh`LC_ALL=C APT_KEY_DONT_WARN_ON_DANGEROUS_USAGE=1 apt-key ${keyring === undefined ? [] : ['--keyring', keyring]}`;
}

/** The numbers of keys and subkeys in gpg's listing for programs. */
export function keyNumbers(listing: string): string[] {
  return listing.split('\n').flatMap((line) => {
    const [kind, , , , number = ''] = line.split(':');
    return kind === 'pub' || kind === 'sub' ? [number] : [];
  });
}
