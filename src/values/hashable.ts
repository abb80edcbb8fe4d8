import { typeError } from './python-error.js';
import { typeName } from './type-name.js';
import { Tuple } from './value.js';

/** Whether a value can be a key: lists, dicts and what holds them cannot. */
export function isHashable(key: unknown): boolean {
  if (key instanceof Tuple) return key.every(isHashable);
  return !(Array.isArray(key) || key instanceof Map);
}

/** Raises for keys that cannot be keys: lists and dicts. */
export function requireHashable(key: unknown): void {
  if (key instanceof Tuple) return key.forEach(requireHashable);
  if (Array.isArray(key) || key instanceof Map) throw typeError(`unhashable type: '${typeName(key)}'`);
}
