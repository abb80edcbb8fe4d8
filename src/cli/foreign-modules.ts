import type { Configuration } from '../config/load-configuration.js';
import type { EventBus } from '../events/bus.js';
import { ForeignModules } from '../foreign/foreign-modules.js';
import { findInstalledAnsible, type InstalledAnsible } from '../foreign/installed-ansible.js';
import { collectionPaths } from './collection-paths.js';
import type { CliEnvironment } from './environment.js';
import type { RunOptions } from './run-options.js';

interface Parts {
  readonly options: RunOptions;
  readonly configuration: Configuration;
  readonly environment: CliEnvironment;
  readonly events: EventBus;
}

/** The modules that are no part of provision, where the command line, the configuration and the collections have them. */
export function foreignModules({ options, configuration, environment, events }: Parts): ForeignModules {
  let installed: { found: InstalledAnsible | undefined } | undefined;
  const named = options.pythonModules;
  const collections = collectionPaths(configuration, environment);
  return new ForeignModules({
    libraries: [...(options.modulePath?.split(':') ?? []), ...configuration.library],
    moduleUtils: configuration.moduleUtils,
    collections,
    findAnsible: () =>
      (installed ??= { found: findInstalledAnsible({ named, collections, environment: environment.variables }) }).found,
    // ansible-playbook says nothing of the kind.
    tell: (text) =>
      events.emit(options.dialect === 'ansible' ? { type: 'detail', level: 'debug', text } : { type: 'message', text }),
  });
}
