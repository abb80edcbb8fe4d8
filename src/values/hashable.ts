import { typeError } from './python-error.js';
import { typeName } from './type-name.js';
import { Tuple } from './value.js';

/** Raises for keys that cannot be keys: lists and dicts. */
export function requireHashable(key: unknown): void {
  if (key instanceof Tuple) return key.forEach(requireHashable);
  if (Array.isArray(key) || key instanceof Map) throw typeError(`unhashable type: '${typeName(key)}'`);
}
