import type { Position } from '../base/position.js';
import { TemplateText, UnsafeText, VaultText, type Dict, type Value } from './value.js';

interface Origin {
  readonly at: Position;
  readonly keys: ReadonlyMap<Value, Position>;
  readonly items: readonly Position[];
  /** Where a dict's plain values begin. */
  readonly values: ReadonlyMap<Value, Position>;
}

/** Where containers came from. Kept beside the values so that they stay plain maps and arrays. */
const origins = new WeakMap<object, Origin>();

/** Remembers where a list or dict was written, and each of its keys' values and items. */
export function rememberOrigin(
  container: Dict | Value[],
  origin: { at: Position; keys?: ReadonlyMap<Value, Position>; items?: readonly Position[]; values?: Origin['values'] },
): void {
  origins.set(container, {
    at: origin.at,
    keys: origin.keys ?? new Map(),
    items: origin.items ?? [],
    values: origin.values ?? new Map(),
  });
}

/** Whether a list or dict was read from a file. */
export function isFromFile(container: object): boolean {
  return origins.has(container);
}

/** Where a value was written, when it came from a file. */
export function positionOf(value: Value | undefined): Position | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  if (value instanceof TemplateText || value instanceof VaultText || value instanceof UnsafeText) return value.at;
  return origins.get(value)?.at;
}

/** Where a dict's key is written (the key itself, so that a caret points at it). */
export function positionOfKey(dict: Dict, key: Value): Position | undefined {
  return origins.get(dict)?.keys.get(key) ?? origins.get(dict)?.at;
}

/** Where the value of a dict's key begins. */
export function positionOfValue(dict: Dict, key: Value): Position | undefined {
  return positionOf(dict.get(key)) ?? origins.get(dict)?.values.get(key) ?? positionOfKey(dict, key);
}

/** Where a list's item begins. */
export function positionOfItem(list: readonly Value[], index: number): Position | undefined {
  return origins.get(list)?.items[index] ?? origins.get(list)?.at;
}
