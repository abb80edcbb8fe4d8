import type { Configuration } from '../config/load-configuration.js';
import type { Deprecation } from '../events/event.js';
import type { EventBus } from '../events/bus.js';
import { ForeignModules } from '../foreign/foreign-modules.js';
import { findControllerPython } from '../foreign/controller-python.js';
import { findInstalledAnsible, type InstalledAnsible } from '../foreign/installed-ansible.js';
import { filters, tests } from '../filters/index.js';
import type { PluginKind } from '../foreign/plugins/plugin-files.js';
import { routedPlugin } from '../foreign/plugins/plugin-routes.js';
import { PluginTable } from '../foreign/plugins/plugin-table.js';
import { PythonPlugins } from '../foreign/plugins/python-plugins.js';
import { PythonProcess } from '../foreign/plugins/python-process.js';
import { lookups } from '../lookups/index.js';
import { findPlugin } from '../template/find-plugin.js';
import type { Plugins } from '../template/plugins.js';
import { collectionPaths } from './collection-paths.js';
import type { CliEnvironment } from './environment.js';
import type { RunOptions } from './run-options.js';

interface Parts {
  readonly options: RunOptions;
  readonly configuration: Configuration;
  readonly environment: CliEnvironment;
  readonly events: EventBus;
}

export interface Foreign {
  readonly modules: ForeignModules;
  /** provision's own filters, tests and lookups, and behind them those of content that are written in Python. */
  readonly plugins: Plugins;
  /** Ends the Python that they ran in. */
  readonly endPlugins: () => void;
}

/** The modules and plug-ins that are no part of provision, where the command line, the configuration and the collections have them. */
export function foreignParts({ options, configuration, environment, events }: Parts): Foreign {
  let installed: { found: InstalledAnsible | undefined } | undefined;
  const named = options.pythonModules;
  const collections = collectionPaths(configuration, environment);
  const findAnsible = (): InstalledAnsible | undefined =>
    (installed ??= { found: findInstalledAnsible({ named, collections, environment: environment.variables }) }).found;
  // ansible-playbook says nothing of the kind.
  const tell = (text: string): void =>
    events.emit(options.dialect === 'ansible' ? { type: 'detail', level: 'debug', text } : { type: 'message', text });
  const deprecate = (deprecation: Deprecation): void =>
    events.emit({ type: 'deprecation', ...deprecation, at: undefined });
  const modules = new ForeignModules({
    libraries: [...(options.modulePath?.split(':') ?? []), ...configuration.library],
    moduleUtils: configuration.moduleUtils,
    collections,
    findAnsible,
    tell,
  });
  const python = new PythonPlugins({
    contents: () => modules.contents,
    configured: {
      filter: configuration.filterPlugins,
      test: configuration.testPlugins,
      lookup: configuration.lookupPlugins,
    },
    collections: () => modules.collections,
    start: () => startPython(findAnsible(), modules.collections, environment.variables),
    tell,
  });
  /** A plug-in that is none of ours by this name: one by the name that its collection gives it, else one in Python. */
  const findOther =
    <Plugin>(kind: PluginKind, own: ReadonlyMap<string, Plugin>, inPython: (name: string) => Plugin | undefined) =>
    (name: string): Plugin | undefined => {
      const routed = routedPlugin(kind, name, { collections: modules.collections, deprecate });
      return (routed === name ? undefined : findPlugin(own, routed)) ?? inPython(routed);
    };
  const plugins = {
    filters: new PluginTable(
      filters,
      findOther('filter', filters, (name) => python.findFilter(name)),
    ),
    tests: new PluginTable(
      tests,
      findOther('test', tests, (name) => python.findTest(name)),
    ),
    lookups: new PluginTable(
      lookups,
      findOther('lookup', lookups, (name) => python.findLookup(name)),
    ),
  };
  return { modules, plugins, endPlugins: () => python.close() };
}

/** The Python of the installed ansible-core, with the collections that the run knows. */
function startPython(
  installed: InstalledAnsible | undefined,
  collections: readonly string[],
  environment: CliEnvironment['variables'],
): PythonProcess | undefined {
  const python = installed && findControllerPython(installed, environment);
  if (installed === undefined || python === undefined) return undefined;
  const started = new PythonProcess({ python, sitePackages: installed.sitePackages, environment });
  started.ask(JSON.stringify({ do: 'start', collections }));
  return started;
}
