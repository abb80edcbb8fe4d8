import { isDict, type Dict, type Value } from '../values/value.js';

/** `hash_behaviour`: whether a dict replaces the one it wins over, or is merged into it. */
export type HashBehaviour = 'replace' | 'merge';

/** Dicts are merged key by key, the second wins; anything else is replaced. */
export function mergeDeep(below: Value | undefined, above: Value): Value {
  if (!isDict(below) || !isDict(above)) return above;
  const merged: Dict = new Map(below);
  for (const [key, value] of above) merged.set(key, mergeDeep(merged.get(key), value));
  return merged;
}
