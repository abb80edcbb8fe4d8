import { findModule } from '../../../src/engine/find-module.js';
import { filters, tests } from '../../../src/filters/index.js';
import { PluginTable } from '../../../src/foreign/plugins/plugin-table.js';
import { lookups } from '../../../src/lookups/index.js';
import { defineAction, type Action, type Module } from '../../../src/module-kit/module.js';
import { modules } from '../../../src/modules/index.js';
import type { Plugins } from '../../../src/template/plugins.js';
import { isInCollection, type CollectionPlugin } from './collection-plugins.js';

/** The modules and plug-ins of provision, and behind them those in Python of the collections. */
export interface KnownContent {
  readonly plugins: Plugins;
  readonly findModule: (name: string) => Module | Action | undefined;
  readonly isOwnModule: (name: string) => boolean;
  /** What was found only in a collection, in Python, since it was last asked. */
  takePythonNames(): string[];
}

/** @param collections the folder `ansible_collections` */
export function knownContent(collections: string): KnownContent {
  const inPython = new Set<string>();
  const isPython = (kind: CollectionPlugin, name: string): boolean => {
    if (!isInCollection(kind, name, collections)) return false;
    inPython.add(`${kind} ${name}`);
    return true;
  };
  const behind = <Plugin>(kind: CollectionPlugin, own: ReadonlyMap<string, Plugin>): PluginTable<Plugin> => {
    const [standIn] = own.values();
    return new PluginTable(own, (name) => (isPython(kind, name) ? standIn : undefined));
  };
  return {
    plugins: { filters: behind('filter', filters), tests: behind('test', tests), lookups: behind('lookup', lookups) },
    findModule: (name) => findModule(name, modules) ?? (isPython('module', name) ? pythonModule(name) : undefined),
    isOwnModule: (name) => findModule(name, modules) !== undefined,
    takePythonNames: () => {
      const names = [...inPython];
      inPython.clear();
      return names;
    },
  };
}

/** Nothing is known of its arguments before it runs. */
function pythonModule(name: string): Action {
  return defineAction({
    ...{ name, summary: name, args: {}, anyArguments: true, freeForm: '_raw_params', examples: [] },
    *run() {
      throw new Error(`${name} is only looked for`);
    },
  });
}
