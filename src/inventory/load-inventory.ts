import { existsSync, readdirSync, statSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { ProvisionError, locate, messageOf } from '../base/errors.js';
import { groupNamer } from './group-name.js';
import { Inventory } from './inventory.js';
import { InventoryFile } from './inventory-file.js';
import { meantFailure, type Failure } from './meant-failure.js';
import { shortPluginName, type InventoryOptions, type InventoryPlugin, type Loading } from './plugin.js';
import { inventoryPlugins, usualPlugins } from './plugins/index.js';

export const defaultIgnoredExtensions = [
  '.pyc',
  '.pyo',
  '.swp',
  '.bak',
  '~',
  '.rpm',
  '.md',
  '.txt',
  '.rst',
  '.orig',
  '.cfg',
  '.retry',
];

/** Loads all `-i` sources, in their order: files, directories, programs, and host lists with commas. */
export async function loadInventory(sources: readonly string[], options: InventoryOptions): Promise<Inventory> {
  const inventory = new Inventory(
    { directory: options.directory, onMismatch: options.onMismatch ?? options.warn },
    {
      groupName: groupNamer(options.groupNames ?? 'ignore', options.warn),
      hashBehaviour: options.hashBehaviour ?? 'replace',
    },
  );
  const loading: Loading = { ...options, inventory, plugins: inventoryPlugins };
  let isParsed = false;
  for (const source of sources) if (await loadSource(source, loading)) isParsed = true;
  if (isParsed) inventory.reconcile();
  if (!isParsed && options.allUnparsedFails === true) {
    throw new ProvisionError('E0201', 'No inventory was parsed, please check your configuration and options.');
  }
  if (!isParsed && options.warnsOfNothing === true)
    options.warn('No inventory was parsed, only implicit localhost is available');
  return inventory;
}

async function loadSource(source: string, loading: Loading): Promise<boolean> {
  const path = resolve(loading.directory, source.replace(/^~(?=\/|$)/, loading.home ?? '~'));
  const isList = source.includes(',') && !existsSync(path);
  const isDirectory = !isList && (statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false);
  const isParsed = await (isDirectory ? loadDirectory(path, loading) : loadFile(isList ? source : path, loading));
  const directory = isDirectory ? path : dirname(path);
  // The folder of a source joins only now: plugins in it see the group_vars of earlier sources alone.
  loading.inventory.addSource(isList ? { name: source, directory: undefined } : { name: path, directory });
  return isParsed;
}

/** What never is an inventory in a directory of inventories. */
const neverInventory = /^(?:\.|(?:host_vars|group_vars|vars_plugins)$)/;

async function loadDirectory(directory: string, loading: Loading): Promise<boolean> {
  const extensions = loading.ignoredExtensions ?? defaultIgnoredExtensions;
  const patterns = (loading.ignoredPatterns ?? []).map((pattern) => new RegExp(pattern));
  const isIgnored = (name: string): boolean =>
    neverInventory.test(name) ||
    extensions.some((end) => name.endsWith(end)) ||
    patterns.some((pattern) => pattern.test(name));
  const names = readdirSync(directory)
    .sort()
    .filter((name) => !isIgnored(name));
  let isParsed = false;
  for (const name of names) {
    const path = join(directory, name);
    const isDirectory = statSync(path).isDirectory();
    if (await (isDirectory ? loadDirectory(path, loading) : loadFile(path, loading))) isParsed = true;
  }
  if (!isParsed) reportUnparsed(directory, [], loading);
  return isParsed;
}

/** The first plugin that accepts the source and can read it counts. */
async function loadFile(path: string, loading: Loading): Promise<boolean> {
  const { warn, keyring, duplicateKeys = 'warn' } = loading;
  const file = new InventoryFile(path, keyring, {
    duplicateKeys,
    onWarning: (message, at) => warn(`${message} (${at.file}:${at.line})`),
  });
  const failures: Failure[] = [];
  for (const plugin of enabledPlugins(loading)) {
    if (!plugin.accepts(file, loading)) continue;
    try {
      await plugin.read(file, loading);
      return true;
    } catch (error) {
      failures.push({ plugin: plugin.name, error: locate(error, { file: path, line: 1, column: 1 }) });
    }
  }
  if (failures.length > 0 && loading.unparsed !== 'warn' && loading.anyUnparsedFails !== true)
    throw meantFailure(file, failures, loading);
  reportUnparsed(path, failures, loading);
  return false;
}

function enabledPlugins({ enabledPlugins: names = usualPlugins, plugins }: Loading): readonly InventoryPlugin[] {
  return names.map((name) => {
    const plugin = plugins.get(shortPluginName(name));
    if (plugin) return plugin;
    throw new ProvisionError('E0002', `the inventory plugin "${name}" is enabled, and is not supported`, {
      hint: `the plugins are ${[...plugins.keys()].join(', ')}`,
    });
  });
}

function reportUnparsed(path: string, failures: readonly Failure[], { warn, anyUnparsedFails }: Loading): void {
  for (const { plugin, error } of failures)
    warn(`Failed to parse inventory with '${plugin}' plugin: ${messageOf(error)}`);
  if (anyUnparsedFails === true)
    throw new ProvisionError('E0201', `Completely failed to parse inventory source ${path}`);
  warn(`Unable to parse ${path} as an inventory source`);
}
