import { isDict } from '../values/value.js';
import type { InventoryFile } from './inventory-file.js';
import { looksLikeYaml } from './looks-like.js';
import type { InventoryOptions } from './plugin.js';
import { hasYamlEnding } from './yaml-ending.js';

/** Why a plugin could not read a source. */
export interface Failure {
  readonly plugin: string;
  readonly error: unknown;
}

/** The failure of the plugin that a file was written for: what the others say of it is noise. */
export function meantFailure(file: InventoryFile, failures: readonly Failure[], options: InventoryOptions): unknown {
  const meant = meantPlugin(file, failures, options);
  const found = failures.find(({ plugin }) => plugin === meant) ?? failures.at(-1);
  return found?.error;
}

function meantPlugin(file: InventoryFile, failures: readonly Failure[], options: InventoryOptions): string {
  if (failures.some(({ plugin }) => plugin === 'script')) return 'script';
  if (file.extension === '.toml') return 'toml';
  if (hasYamlEnding(file, options)) return namesPlugin(file) ? 'auto' : 'yaml';
  return file.extension === '' && looksLikeYaml(file.text()) ? 'yaml' : 'ini';
}

function namesPlugin(file: InventoryFile): boolean {
  try {
    const data = file.yaml();
    return isDict(data) && data.has('plugin');
  } catch {
    // It is no YAML: then the YAML reader says what is wrong.
    return false;
  }
}
