import { existsSync, statSync } from 'node:fs';
import type { Configuration } from '../config/load-configuration.js';
import { findInstalledAnsible } from '../foreign/installed-ansible.js';
import type { CollectionSource } from '../playbook/collections.js';
import { collectionPaths } from './collection-paths.js';
import type { CliEnvironment } from './environment.js';
import type { RunOptions } from './run-options.js';

/** The collections that the command line can name: those of the settings, and of an installed Ansible. */
export function collectionSource(
  { pythonModules: named }: Pick<RunOptions, 'pythonModules'>,
  configuration: Configuration,
  environment: CliEnvironment,
): CollectionSource {
  return {
    directory: environment.directory,
    reader: {
      exists: existsSync,
      isDirectory: (path) => statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false,
      // Looked for only when a name asks for a collection.
      get collectionPaths() {
        const collections = collectionPaths(configuration, environment);
        const installed = findInstalledAnsible({ named, collections, environment: environment.variables });
        return [...collections, ...(installed ? [installed.sitePackages] : [])];
      },
    },
  };
}
