import { ProvisionError } from '../../base/errors.js';
import { positionOf, positionOfKey } from '../../values/origin.js';
import { typeName } from '../../values/type-name.js';
import { isDict } from '../../values/value.js';
import { looksLikeIni } from '../looks-like.js';
import { hasYamlEnding } from '../yaml-ending.js';
import type { InventoryPlugin } from '../plugin.js';
import { readYamlInventory } from '../yaml.js';

/** YAML and JSON files of groups, hosts and variables. */
export const yaml: InventoryPlugin = {
  name: 'yaml',
  accepts: (file, loading) =>
    file.exists && (file.extension === '' ? !looksLikeIni(file.text()) : hasYamlEnding(file, loading)),
  read(file, { inventory, warn }) {
    const data = file.yaml();
    if (data === null) throw bad('Parsed empty YAML file');
    if (!isDict(data)) {
      throw new ProvisionError(
        'E0201',
        `YAML inventory has invalid structure, it should be a dictionary, got: ${typeName(data)}`,
        { at: positionOf(data), hint: 'begin with "all:"' },
      );
    }
    if (data.has('plugin')) {
      throw new ProvisionError('E0201', 'Plugin configuration YAML file, not YAML inventory', {
        at: positionOfKey(data, 'plugin'),
      });
    }
    readYamlInventory(data, inventory, { file: file.path, warn });
  },
};

function bad(message: string): ProvisionError {
  return new ProvisionError('E0201', message);
}
