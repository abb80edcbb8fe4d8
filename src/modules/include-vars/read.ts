import { fail, type Controller } from '../../module-kit/index.js';
import { parseYaml } from '../../source/parse-yaml.js';
import { isTrusted, mergedTrust, setTrusted } from '../../values/trust.js';
import { isDict, type Dict } from '../../values/value.js';

/** The variables of one file: a dict, or nothing at all. Vault files are decrypted. */
export function readVariables(file: string, controller: Controller): Dict {
  const value = parseYaml(controller.readFile(file).toString('utf8'), file);
  if (value === null) return new Map();
  if (!isDict(value)) fail(`${file} must be stored as a dictionary/hash`);
  return value;
}

/** Adds variables to others; dicts are merged through and through when that is wanted. */
export function mergeInto(into: Dict, added: Dict, deep: boolean): void {
  for (const [key, value] of added) {
    const present = into.get(key);
    if (deep && isDict(value) && present !== undefined && isDict(present)) {
      const merged = mergedTrust(present);
      mergeInto(merged, value, true);
      into.set(key, merged);
    } else into.set(key, value);
    setTrusted(into, key, isTrusted(added, key, value));
  }
}
