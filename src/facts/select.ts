import type { FactFamily } from './family.js';
import { factFamilies } from './index.js';

/**
 * The families that give these facts, named with or without `ansible_`. A name that no family lists is taken for an
 * interface's, whose facts are named after it, when it looks like one.
 */
export function factFamiliesFor(facts: Iterable<string>): string[] {
  const found = new Set<string>();
  for (const fact of facts) {
    const name = fact.replace(/^ansible_/, '');
    const owners = [...factFamilies.values()].filter((family) => provides(family, name));
    for (const owner of owners) found.add(owner.name);
    if (owners.length === 0 && looksLikeInterface.test(name)) found.add('network');
  }
  return [...found].sort();
}

const looksLikeInterface =
  /^(lo\d*|host\d+|(eth|en[opsx]|wl|ww|ib|bond|team|br|br_|docker|veth|virbr|vlan|tun|tap|wg|cni|flannel|cali|dummy|macvlan|vmbr)\w*)$/;

/** Whether a name is a fact of a family, so that it can be told from other variables. */
export function isFact(name: string): boolean {
  return factFamiliesFor([name]).length > 0;
}

/** The families that `gather_subset` chooses; a name it does not know is returned in `unknown`. */
export function familiesOfSubset(subset: readonly string[]): {
  readonly families: readonly string[];
  readonly unknown: readonly string[];
} {
  const terms = subset
    .flatMap((term) => term.split(','))
    .map((term) => term.trim())
    .filter((term) => term !== '');
  const wanted = terms.filter((term) => !term.startsWith('!'));
  const refused = terms.filter((term) => term.startsWith('!')).map((term) => term.slice(1));
  const isGroup = (term: string): boolean => term === 'all' || term === 'min';
  // The smallest subset is always wanted; what is asked for by its own name cannot be refused.
  const named = new Set(wanted.filter((term) => !isGroup(term)).flatMap(membersOf));
  const without = new Set(refused.flatMap(refusedMembers));
  const chosen = ['min', ...wanted].flatMap(membersOf).filter((name) => named.has(name) || !without.has(name));
  return {
    families: [...new Set(chosen.flatMap(withRequired))].sort(),
    unknown: wanted.filter((term) => !isGroup(term) && !subsetNames.includes(term)),
  };
}

/** What `gather_subset` may say: Ansible's names, which are not those of all facts. */
export const subsetNames: readonly string[] = (
  'all all_ipv4_addresses all_ipv6_addresses apparmor architecture caps chroot cmdline date_time default_ipv4 ' +
  'default_ipv6 devices distribution distribution_major_version distribution_release distribution_version dns ' +
  'effective_group_ids effective_user_id env facter fibre_channel_wwn fips hardware interfaces is_chroot iscsi kernel ' +
  'kernel_version loadavg local lsb machine machine_id mounts network nvme ohai os_family pkg_mgr platform processor ' +
  'processor_cores processor_count python python_version real_user_id selinux service_mgr ssh_host_key_dsa_public ' +
  'ssh_host_key_ecdsa_public ssh_host_key_ed25519_public ssh_host_key_rsa_public ssh_host_pub_keys ssh_pub_keys system ' +
  'system_capabilities system_capabilities_enforced systemd user user_dir user_gecos user_gid user_id user_shell ' +
  'user_uid virtual virtualization_role virtualization_tech_guest virtualization_tech_host virtualization_type'
).split(' ');

/** Names that mean a whole subset of which they are one fact. */
const wholeSubsets: ReadonlyMap<string, string> = new Map([
  ...['devices', 'mounts', 'processor', 'processor_cores', 'processor_count'].map(
    (name) => [name, 'hardware'] as const,
  ),
  ['ssh_host_pub_keys', 'ssh_pub_keys'],
  ['effective_group_ids', 'user'],
]);

/** `!all` leaves the smallest subset. */
function refusedMembers(term: string): string[] {
  const minimal = term === 'all' ? membersOf('min') : [];
  return membersOf(term).filter((name) => !minimal.includes(name));
}

/** A family and those that it cannot do without. */
function withRequired(name: string): string[] {
  const family = factFamilies.get(name);
  const bySubset = family?.subsets.flatMap((subset) => required[subset] ?? []) ?? [];
  return [name, ...bySubset.flatMap(membersOf)];
}

const required: Readonly<Record<string, readonly string[]>> = {
  hardware: ['platform'],
  network: ['platform', 'distribution'],
  pkg_mgr: ['distribution'],
  service_mgr: ['platform', 'distribution'],
};

function membersOf(name: string): string[] {
  const term = wholeSubsets.get(name) ?? name;
  const families = [...factFamilies.values()];
  if (term === 'all') return families.map((family) => family.name);
  if (term === 'min') return families.filter((family) => family.isMinimal).map((family) => family.name);
  return families
    .filter((family) => family.subsets.includes(term) || provides(family, term))
    .map((family) => family.name);
}

function provides(family: FactFamily, name: string): boolean {
  return family.provides.some((given) => (given.endsWith('*') ? name.startsWith(given.slice(0, -1)) : given === name));
}
