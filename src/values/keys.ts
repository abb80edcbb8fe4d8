import { findKey } from './equal.js';
import { requireHashable } from './hashable.js';
import { Float, Tuple, type Dict, type Value } from './value.js';

// Equality of dicts needs it too, so it lives beside that.
export { findKey };

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

/** A string that is the same for equal hashable values, for sets of seen values. */
export function hashKey(key: Value): string {
  requireHashable(key);
  if (typeof key === 'string') return `s${key}`;
  if (key instanceof Float) return Number.isInteger(key.value) ? `n${BigInt(key.value)}` : `f${key.value}`;
  if (typeof key === 'boolean') return `n${Number(key)}`;
  if (key instanceof Tuple) return `(${key.map((item) => JSON.stringify(hashKey(item))).join()})`;
  return typeof key === 'number' || typeof key === 'bigint' ? `n${key}` : `o${JSON.stringify(key)}`;
}
