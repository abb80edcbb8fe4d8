import { ProvisionError } from '../base/errors.js';
import { positionOfKey } from '../values/origin.js';
import { typeName } from '../values/type-name.js';
import { isDict, type Dict } from '../values/value.js';
import type { InventoryFile } from './inventory-file.js';
import { shortPluginName, type InventoryOptions, type InventoryTemplates } from './plugin.js';

/** The options in a plugin's YAML file, which must name the plugin. */
export function optionsOf(file: InventoryFile, name: string): Dict {
  const data = file.yaml();
  if (data === null) throw new ProvisionError('E0201', `${file.path} is empty`);
  if (!isDict(data)) {
    throw new ProvisionError(
      'E0201',
      `inventory source has invalid structure, it should be a dictionary, got: ${typeName(data)}`,
    );
  }
  const plugin = data.get('plugin') ?? null;
  if (typeof plugin === 'string' && shortPluginName(plugin) === name) return data;
  throw new ProvisionError(
    'E0201',
    `Incorrect plugin name in file: ${plugin === null ? 'none found' : String(plugin)}`,
    { at: positionOfKey(data, 'plugin') },
  );
}

/** The templates of a load, which plugins that compute cannot do without. */
export function pluginTemplates({ templates }: InventoryOptions): InventoryTemplates {
  if (templates) return templates;
  throw new ProvisionError('E0901', 'an inventory plugin was loaded without templates');
}
