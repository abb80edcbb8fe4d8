import { sh } from '../shell/script.js';
import type { FactFamily } from './family.js';

const kinds = ['dsa', 'rsa', 'ecdsa', 'ed25519'];

/** The public keys of the SSH server. */
export const hostKeys: FactFamily = {
  name: 'ssh_pub_keys',
  subsets: ['ssh_pub_keys'],
  isMinimal: true,
  provides: kinds.flatMap((kind) => [`ssh_host_key_${kind}_public`, `ssh_host_key_${kind}_public_keytype`]),
  script: () => sh`for kind in ${kinds}; do for directory in /etc/ssh /etc/openssh /etc; do
  [ -r "$directory/ssh_host_"$kind"_key.pub" ] && { show "$kind" "$directory/ssh_host_"$kind"_key.pub"; break; }
done; done`,
  read(blocks) {
    const keys = [...blocks.withPrefix('')].flatMap(([kind, text]) => {
      const [type = '', key = ''] = text.split(/\s+/);
      return [
        [`ssh_host_key_${kind}_public`, key],
        [`ssh_host_key_${kind}_public_keytype`, type],
      ] as const;
    });
    return Object.fromEntries(keys);
  },
};
