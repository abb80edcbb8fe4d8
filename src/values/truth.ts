import { RuntimeObject } from './runtime-object.js';
import { Float } from './value.js';

/** Python's truth of a value. An undefined value raises its error. */
export function isTrue(value: unknown): boolean {
  if (typeof value === 'boolean') return value;
  if (value === null || value === undefined) return false;
  if (typeof value === 'string') return value !== '';
  if (typeof value === 'number' || typeof value === 'bigint') return value != 0;
  if (value instanceof RuntimeObject) return value.isTrue();
  if (value instanceof Float) return value.value !== 0;
  if (value instanceof Map) return value.size > 0;
  return Array.isArray(value) || value instanceof Uint8Array ? value.length > 0 : true;
}
