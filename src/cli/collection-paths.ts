import { resolve } from 'node:path';
import type { Configuration } from '../config/load-configuration.js';
import type { CliEnvironment } from './environment.js';

/** The directories that are searched for `ansible_collections`: those of the configuration, else Ansible's own. */
export function collectionPaths(
  { collectionsPath }: Configuration,
  { directory, home }: CliEnvironment,
): readonly string[] {
  if (collectionsPath.length > 0) return collectionsPath;
  return [resolve(directory, 'collections'), `${home ?? ''}/.ansible/collections`, '/usr/share/ansible/collections'];
}
