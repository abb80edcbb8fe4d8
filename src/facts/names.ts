import { sh } from '../shell/script.js';
import type { FactFamily } from './family.js';

/**
 * The full name of the host; apart from the platform because a name server may have to be asked. Only IPv4 is looked up:
 * a host that has its name in /etc/hosts alone would else wait for a name server to answer for IPv6. Aliases are read from
 * that file only: a name server may not know them, and take long to say so.
 */
export const names: FactFamily = {
  name: 'names',
  subsets: ['platform'],
  isMinimal: true,
  provides: ['fqdn', 'domain'],
  script: () => sh`name=; read -r name </proc/sys/kernel/hostname || name=$(uname -n); block node; echo "$name"
if have getent; then put hosts getent ahostsv4 "$name"; put aliases getent -s files hosts "$name"; else put full hostname -f; fi`,
  read(blocks) {
    const node = blocks.text('node');
    const resolved = blocks.lines('hosts')[0]?.split(/\s+/).slice(2) ?? [];
    const aliases = blocks.lines('aliases')[0]?.split(/\s+/).slice(1) ?? [];
    const fqdn = fullName([...resolved, ...aliases], blocks.text('full'), node);
    return { fqdn, domain: fqdn.split('.').slice(1).join('.') };
  },
};

/** The first name with a dot, else the canonical one, else the node's own. */
function fullName(resolved: readonly string[], full: string, node: string): string {
  if (resolved.length === 0) return full || node;
  return resolved.find((name) => name.includes('.')) ?? resolved[0] ?? node;
}
