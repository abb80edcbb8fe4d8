import type { InventoryPlugin } from '../plugin.js';
import { auto } from './auto.js';
import { constructed } from './constructed.js';
import { generator } from './generator.js';
import { advancedHostList, hostList } from './host_list.js';
import { ini } from './ini.js';
import { script } from './script.js';
import { toml } from './toml.js';
import { yaml } from './yaml.js';

/** The inventory plugins by the names that settings and `plugin:` keys give them. */
export const inventoryPlugins: ReadonlyMap<string, InventoryPlugin> = new Map(
  [advancedHostList, auto, constructed, generator, hostList, ini, script, toml, yaml].map(
    (plugin) => [plugin.name, plugin] as const,
  ),
);

/** What is tried when the configuration does not say otherwise. */
export const usualPlugins: readonly string[] = ['host_list', 'script', 'auto', 'yaml', 'ini', 'toml'];
