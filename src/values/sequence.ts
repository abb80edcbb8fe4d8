import { codePoints, textLength } from './code-points.js';
import { isEqual } from './equal.js';
import { findKey } from './keys.js';
import { isInt } from './numbers.js';
import { typeError, valueError } from './python-error.js';
import { RuntimeObject } from './runtime-object.js';
import { typeName } from './type-name.js';
import { Tuple, type Value } from './value.js';

/** The items a value iterates over: a list's items, a dict's keys, a string's characters. */
export function iterate(value: unknown): Iterable<Value> {
  if (Array.isArray(value)) return value;
  if (typeof value === 'string') return codePoints(value);
  if (value instanceof Map) return value.keys();
  if (value instanceof Uint8Array) return value;
  const own = value instanceof RuntimeObject ? value.iterate() : undefined;
  // What a runtime object iterates over are values of the running template.
  if (own !== undefined) return own as Iterable<Value>;
  throw typeError(`'${typeName(value)}' object is not iterable`);
}

/** Whether `for` can run over it. */
export function isIterable(value: unknown): boolean {
  if (typeof value === 'string' || Array.isArray(value) || value instanceof Map || value instanceof Uint8Array)
    return true;
  return value instanceof RuntimeObject && value.iterate() !== undefined;
}

/** Python's `len()`. */
export function lengthOf(value: unknown): number {
  if (Array.isArray(value) || value instanceof Uint8Array) return value.length;
  if (typeof value === 'string') return textLength(value);
  if (value instanceof Map) return value.size;
  if (value instanceof RuntimeObject) value.use();
  throw typeError(`object of type '${typeName(value)}' has no len()`);
}

/** Python's `item in container`. */
export function contains(container: unknown, item: unknown): boolean {
  if (item instanceof RuntimeObject && !Array.isArray(container)) item.use();
  if (typeof container === 'string') {
    if (typeof item === 'string') return container.includes(item);
    throw typeError(`'in <string>' requires string as left operand, not ${typeName(item)}`);
  }
  if (container instanceof Map) return findKey(container, item) !== undefined;
  if (!isIterable(container)) {
    if (container instanceof RuntimeObject) container.use();
    throw typeError(`argument of type '${typeName(container)}' is not iterable`);
  }
  for (const member of iterate(container)) if (isEqual(member, item)) return true;
  return false;
}

/** The item at an index, counted from the end when negative; `undefined` when there is none. */
export function itemAt(sequence: readonly Value[] | string | Uint8Array, index: number): Value | undefined {
  const items = typeof sequence === 'string' ? codePoints(sequence) : sequence;
  return items[index < 0 ? index + items.length : index];
}

export interface SliceBounds {
  readonly start: unknown;
  readonly stop: unknown;
  readonly step: unknown;
}

/** Python's `value[start:stop:step]` of a string, list, tuple or bytes. */
export function slice(value: unknown, bounds: SliceBounds): Value {
  if (typeof value === 'string') return pick(codePoints(value), bounds).join('');
  if (value instanceof Tuple) return Tuple.from(pick(value, bounds));
  if (Array.isArray(value)) return pick<Value>(value, bounds);
  if (value instanceof Uint8Array) return Uint8Array.from(pick([...value], bounds));
  throw typeError(`'${typeName(value)}' object is not subscriptable`);
}

function pick<T>(items: readonly T[], bounds: SliceBounds): T[] {
  const step = bound(bounds.step) ?? 1;
  if (step === 0) throw valueError('slice step cannot be zero');
  const [lowest, highest] = step > 0 ? [0, items.length] : [-1, items.length - 1];
  const clamp = (index: number | undefined, otherwise: number): number =>
    index === undefined ? otherwise : Math.max(lowest, Math.min(highest, index < 0 ? index + items.length : index));
  const start = clamp(bound(bounds.start), step > 0 ? lowest : highest);
  const stop = clamp(bound(bounds.stop), step > 0 ? highest : lowest);
  if (step === 1) return items.slice(start, Math.max(start, stop));
  const picked: T[] = [];
  for (let index = start; step > 0 ? index < stop : index > stop; index += step)
    picked.push(...items.slice(index, index + 1));
  return picked;
}

function bound(value: unknown): number | undefined {
  if (value === null || value === undefined) return undefined;
  if (isInt(value)) return Number(value);
  throw typeError('slice indices must be integers or None or have an __index__ method');
}
