import { shortName } from './action-name.js';
import { actionGroup, isActionGroup } from './collection-routing.js';
import type { TaskSource } from './task-source.js';

/** Groups of collections whose modules provision has, for when the collection itself is not installed. */
const ownGroups: ReadonlyMap<string, RegExp> = new Map([['community.docker.docker', /^community\.docker\.docker_/]]);

/** Groups that were Ansible's own before their modules moved to collections. */
const movedGroups: ReadonlyMap<string, string> = new Map([
  ['acme', 'community.crypto.acme'],
  ['aws', 'amazon.aws.aws'],
  ['azure', 'azure.azcollection.azure'],
  ['cpm', 'wti.remote.cpm'],
  ['docker', 'community.docker.docker'],
  ['gcp', 'google.cloud.gcp'],
  ['k8s', 'kubernetes.core.k8s'],
  ['os', 'openstack.cloud.openstack'],
  ['ovirt', 'ovirt.ovirt.ovirt'],
  ['vmware', 'community.vmware.vmware'],
]);

type Source = Pick<TaskSource, 'reader' | 'directory'>;

/** The full name of a group of `module_defaults`, where there is such a group. */
export function findActionGroup(group: string, source: Source): string | undefined {
  const moved = movedGroups.get(shortName(group));
  if (moved !== undefined) return moved;
  return ownGroups.has(group) || isActionGroup(group, source) ? group : undefined;
}

/** Whether a module belongs to a group, both named in full. */
export function isInGroup(module: string, group: string, source: Source): boolean {
  return ownGroups.get(group)?.test(module) === true || actionGroup(group, source).includes(module);
}
