import { readIniInventory } from '../ini.js';
import type { InventoryPlugin } from '../plugin.js';

/** INI files; whatever nothing else reads is tried as one. */
export const ini: InventoryPlugin = {
  name: 'ini',
  accepts: (file) => file.exists,
  read: (file, { inventory }) => readIniInventory(file.text(), file.path, inventory),
};
