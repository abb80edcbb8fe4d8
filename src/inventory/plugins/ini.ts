import { readIniInventory } from '../ini.js';
import type { InventoryPlugin } from '../plugin.js';

/** INI files; whatever nothing else reads is tried as one, but TOML, whose tables look like sections. */
export const ini: InventoryPlugin = {
  name: 'ini',
  accepts: (file) => file.exists && file.extension !== '.toml',
  read: (file, { inventory }) => readIniInventory(file.text(), file.path, inventory),
};
