import { isEqual } from './equal.js';
import { typeError } from './python-error.js';
import { typeName } from './type-name.js';
import { Float, Tuple, type Dict, type Value } from './value.js';

/** The key of a dict that equals the given one (1, 1.0 and true are one key), if there is one. */
export function findKey<K>(dict: ReadonlyMap<K, unknown>, key: unknown): { readonly key: K } | undefined {
  const same = key as K;
  if (dict.has(same)) return { key: same };
  if (typeof key === 'string' || key === null) return undefined;
  requireHashable(key);
  for (const candidate of dict.keys())
    if (typeof candidate !== 'string' && isEqual(candidate, key)) return { key: candidate };
  return undefined;
}

/** `dict.get(key)` under Python's key equality; `undefined` when there is none. */
export function getMember(dict: Dict, key: Value): Value | undefined {
  const found = findKey(dict, key);
  return found === undefined ? undefined : dict.get(found.key);
}

/** Sets a member; a key that equals an existing one keeps the existing spelling, as in Python. */
export function setMember(dict: Dict, key: Value, member: Value): void {
  const found = typeof key === 'string' ? undefined : findKey(dict, key);
  dict.set(found === undefined ? key : found.key, member);
}

/** Raises for keys that cannot be keys: lists and dicts. */
export function requireHashable(key: unknown): void {
  if (key instanceof Tuple) return key.forEach(requireHashable);
  if (Array.isArray(key) || key instanceof Map) throw typeError(`unhashable type: '${typeName(key)}'`);
}

/** A string that is the same for equal hashable values, for sets of seen values. */
export function hashKey(key: Value): string {
  requireHashable(key);
  if (typeof key === 'string') return `s${key}`;
  if (key instanceof Float) return Number.isInteger(key.value) ? `n${BigInt(key.value)}` : `f${key.value}`;
  if (typeof key === 'boolean') return `n${Number(key)}`;
  if (key instanceof Tuple) return `(${key.map((item) => JSON.stringify(hashKey(item))).join()})`;
  return typeof key === 'number' || typeof key === 'bigint' ? `n${key}` : `o${JSON.stringify(key)}`;
}
