import { resolve } from 'node:path';
import type { Configuration } from '../config/load-configuration.js';
import { ansibleHome } from './ansible-home.js';
import type { CliEnvironment } from './environment.js';

/** The directories that are searched for `ansible_collections`: those of the configuration, else Ansible's own. */
export function collectionPaths(configuration: Configuration, environment: CliEnvironment): readonly string[] {
  if (configuration.collectionsPath.length > 0) return configuration.collectionsPath;
  return [
    resolve(environment.directory, 'collections'),
    `${ansibleHome(configuration, environment)}/collections`,
    '/usr/share/ansible/collections',
  ];
}
