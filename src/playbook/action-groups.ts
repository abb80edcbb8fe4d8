import { actionGroup, isActionGroup } from './collection-routing.js';
import type { TaskSource } from './task-source.js';

/** Groups of collections whose modules provision has, for when the collection itself is not installed. */
const ownGroups: ReadonlyMap<string, RegExp> = new Map([['community.docker.docker', /^community\.docker\.docker_/]]);

interface BuiltinGroup {
  readonly members?: readonly string[];
  /** Groups of collections whose members it has, too. */
  readonly extended?: readonly string[];
}

/** Ansible's own groups: most are those whose modules moved to collections. */
const builtinGroups: ReadonlyMap<string, BuiltinGroup> = new Map<string, BuiltinGroup>([
  ['acme', { extended: ['community.crypto.acme'] }],
  ['aws', { extended: ['amazon.aws.aws', 'community.aws.aws'] }],
  ['azure', { extended: ['azure.azcollection.azure'] }],
  ['cpm', { extended: ['wti.remote.cpm'] }],
  ['docker', { extended: ['community.general.docker', 'community.docker.docker'] }],
  ['gcp', { extended: ['google.cloud.gcp'] }],
  [
    'k8s',
    {
      extended: [
        'community.kubernetes.k8s',
        'community.general.k8s',
        'community.kubevirt.k8s',
        'community.okd.k8s',
        'kubernetes.core.k8s',
      ],
    },
  ],
  ['os', { extended: ['openstack.cloud.os'] }],
  ['ovirt', { extended: ['ovirt.ovirt.ovirt', 'community.general.ovirt'] }],
  [
    'testgroup',
    {
      members: ['ansible.builtin.ping'],
      extended: ['testns.testcoll.testgroup', 'testns.testcoll.anothergroup'],
    },
  ],
  ['testlegacy', { members: ['ansible.legacy.legacy_ping'] }],
  ['vmware', { extended: ['community.vmware.vmware'] }],
]);

const builtin = 'ansible.builtin.';

type Source = Pick<TaskSource, 'reader' | 'directory'>;

/** The full name of a group of `module_defaults`, where there is such a group; a name without a collection is Ansible's. */
export function findActionGroup(group: string, source: Source): string | undefined {
  const full = group.includes('.') ? group : builtin + group;
  if (full.startsWith(builtin)) return findBuiltin(full) && full;
  return ownGroups.has(full) || isActionGroup(full, source) ? full : undefined;
}

/** Whether a module belongs to a group, both named in full. */
export function isInGroup(module: string, group: string, source: Source): boolean {
  const { members = [], extended = [] } = findBuiltin(group) ?? {};
  if (members.includes(module) || extended.some((other) => isInGroup(module, other, source))) return true;
  return ownGroups.get(group)?.test(module) === true || actionGroup(group, source).includes(module);
}

function findBuiltin(group: string): BuiltinGroup | undefined {
  return group.startsWith(builtin) ? builtinGroups.get(group.slice(builtin.length)) : undefined;
}
