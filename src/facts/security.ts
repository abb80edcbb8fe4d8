import { sh } from '../shell/script.js';
import type { Json } from '../values/json.js';
import { assignmentsOf, integerOf, type Blocks, type FactFamily } from './family.js';

/** SELinux, AppArmor, FIPS and capabilities. */
export const security: FactFamily = {
  name: 'security',
  subsets: ['selinux', 'apparmor', 'fips', 'caps'],
  isMinimal: true,
  provides: [
    'selinux',
    'selinux_python_present',
    'apparmor',
    'fips',
    'system_capabilities',
    'system_capabilities_enforced',
  ],
  script: () => sh`block selinux; for path in /sys/fs/selinux /selinux; do
  [ -e "$path/enforce" ] && { lines "$path/enforce"; lines "$path/policyvers"; show config /etc/selinux/config; break; }; done
block apparmor; [ -d /sys/kernel/security/apparmor ] && echo enabled
show fips /proc/sys/crypto/fips_enabled
(PATH=$PATH:/usr/sbin:/sbin; have capsh && put caps capsh --print)`,
  read(blocks) {
    return {
      selinux: selinux(blocks),
      selinux_python_present: true,
      apparmor: { status: blocks.text('apparmor') || 'disabled' },
      fips: blocks.text('fips') === '1',
      ...capabilities(blocks.lines('caps')),
    };
  },
};

function selinux(blocks: Blocks): Json {
  const [enforce, version] = blocks.lines('selinux');
  if (enforce === undefined) return { status: 'disabled' };
  const config = assignmentsOf(blocks.lines('config'));
  return {
    status: 'enabled',
    policyvers: integerOf(version) ?? 'unknown',
    config_mode: config.get('SELINUX') ?? 'unknown',
    mode: enforce === '1' ? 'enforcing' : 'permissive',
    type: config.get('SELINUXTYPE') ?? 'unknown',
  };
}

/** `Current: =ep` means that nothing was taken away. */
function capabilities(lines: readonly string[]): Readonly<Record<string, Json>> {
  const current = lines.find((line) => line.startsWith('Current:'));
  if (current === undefined) return { system_capabilities: [], system_capabilities_enforced: 'NA' };
  const text = current.slice('Current:'.length).trim();
  if (text === '=ep') return { system_capabilities: [], system_capabilities_enforced: 'False' };
  const listed = text
    .slice(text.indexOf('=') + 1)
    .split(',')
    .map((part) => part.trim());
  return { system_capabilities: listed, system_capabilities_enforced: 'True' };
}
