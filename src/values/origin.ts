import type { Position } from '../base/position.js';
import { TemplateText, VaultText, type Dict, type Value } from './value.js';

interface Origin {
  readonly at: Position;
  readonly keys: ReadonlyMap<Value, Position>;
  readonly items: readonly Position[];
}

/** Where containers came from. Kept beside the values so that they stay plain maps and arrays. */
const origins = new WeakMap<object, Origin>();

/** Remembers where a list or dict was written, and each of its keys' values and items. */
export function rememberOrigin(
  container: Dict | Value[],
  origin: { at: Position; keys?: ReadonlyMap<Value, Position>; items?: readonly Position[] },
): void {
  origins.set(container, { at: origin.at, keys: origin.keys ?? new Map(), items: origin.items ?? [] });
}

/** Where a value was written, when it came from a file. */
export function positionOf(value: Value | undefined): Position | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  if (value instanceof TemplateText || value instanceof VaultText) return value.at;
  return origins.get(value)?.at;
}

/** Where a dict's key is written (the key itself, so that a caret points at it). */
export function positionOfKey(dict: Dict, key: Value): Position | undefined {
  return origins.get(dict)?.keys.get(key) ?? origins.get(dict)?.at;
}

/** Where a list's item begins. */
export function positionOfItem(list: readonly Value[], index: number): Position | undefined {
  return origins.get(list)?.items[index] ?? origins.get(list)?.at;
}
