import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

export type PluginKind = 'filter' | 'test' | 'lookup';

/** Where plug-ins in Python may be. */
export interface PluginPlaces {
  /** Directories of playbooks and roles, which may have `filter_plugins` and their kin. */
  contents(): readonly string[];
  /** Of the configuration. */
  readonly configured: Readonly<Record<PluginKind, readonly string[]>>;
  /** Directories that hold `ansible_collections`. */
  collections(): readonly string[];
}

/** The directories of playbooks and roles that have plug-ins of a kind. */
export function pluginDirectories(kind: PluginKind, places: PluginPlaces): string[] {
  return places
    .contents()
    .map((directory) => join(directory, `${kind}_plugins`))
    .filter((directory) => existsSync(directory));
}

/**
 * A file that may have the plug-in of that name; `undefined` when there surely is none. A lookup has the name of its file;
 * what filters and tests a file defines is known only to the Python that runs it.
 */
export function findPluginFile(kind: PluginKind, name: string, places: PluginPlaces): string | undefined {
  if (!/^\w+(?:\.\w+)*$/.test(name)) return undefined;
  const short = name.replace(/^ansible\.legacy\./, '');
  const [namespace = '', collection = '', ...rest] = short.split('.');
  if (rest.length === 0) {
    if (short.includes('.')) return undefined;
    return pythonFile(kind, short, [...pluginDirectories(kind, places), ...places.configured[kind]]);
  }
  const inside = join('ansible_collections', namespace, collection, 'plugins', kind, ...rest.slice(0, -1));
  const directories = places.collections().map((directory) => join(directory, inside));
  return pythonFile(kind, rest.at(-1) ?? '', directories);
}

function pythonFile(kind: PluginKind, name: string, directories: readonly string[]): string | undefined {
  for (const directory of directories) {
    if (!existsSync(directory)) continue;
    const files = readdirSync(directory).filter((file) => file.endsWith('.py') && file !== '__init__.py');
    const named = files.find((file) => file === `${name}.py`);
    const file = named ?? (kind === 'lookup' ? undefined : files[0]);
    if (file !== undefined) return join(directory, file);
  }
  return undefined;
}
