import type { InventoryFile } from './inventory-file.js';
import type { InventoryOptions } from './plugin.js';

const usualEndings = ['.yml', '.yaml', '.json'];

/** Whether a file's ending says that it is YAML. */
export function hasYamlEnding(file: InventoryFile, { yamlExtensions = usualEndings }: InventoryOptions): boolean {
  return yamlExtensions.includes(file.extension);
}
