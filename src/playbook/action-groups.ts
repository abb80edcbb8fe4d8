import { actionGroup } from './collection-routing.js';
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

/** Whether a module belongs to a group of `module_defaults`, named with or without its collection. */
export function isInGroup(module: string, group: string, source: Pick<TaskSource, 'reader' | 'directory'>): boolean {
  const full = movedGroups.get(group.replace(/^ansible\.(?:builtin|legacy)\./, '')) ?? group;
  if (ownGroups.get(full)?.test(module)) return true;
  return actionGroup(full, source).includes(module);
}
