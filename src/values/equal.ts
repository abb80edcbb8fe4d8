import { requireHashable } from './hashable.js';
import { isNumeric, toDouble } from './numbers.js';
import { Range } from './range.js';
import { RuntimeObject } from './runtime-object.js';
import { Float, Timestamp, Tuple } from './value.js';

/** Python's `==`: 1 == True == 1.0, lists and tuples differ, dicts whatever their order. */
export function isEqual(a: unknown, b: unknown): boolean {
  if (a instanceof RuntimeObject) return a.equals(b);
  if (b instanceof RuntimeObject) return b.equals(a);
  if (a === b) return true;
  if (isNumeric(a)) return isNumeric(b) && areEqualNumbers(a, b);
  if (Array.isArray(a)) return Array.isArray(b) && areEqualLists(a, b);
  if (a instanceof Map) return b instanceof Map && areEqualDicts(a, b);
  if (a instanceof Timestamp) return b instanceof Timestamp && areEqualTimes(a, b);
  if (a instanceof Uint8Array) return b instanceof Uint8Array && Buffer.compare(a, b) === 0;
  return false;
}

function areEqualNumbers(a: number | bigint | boolean | Float, b: number | bigint | boolean | Float): boolean {
  if (typeof a === 'bigint' && !(b instanceof Float)) return a === BigInt(b);
  if (typeof b === 'bigint' && !(a instanceof Float)) return b === BigInt(a);
  return toDouble(a) === toDouble(b);
}

function areEqualLists(a: readonly unknown[], b: readonly unknown[]): boolean {
  if (a instanceof Tuple !== b instanceof Tuple || a instanceof Range !== b instanceof Range) return false;
  if (a.length !== b.length) return false;
  for (let index = 0; index < a.length; index++) if (!isEqual(a[index], b[index])) return false;
  return true;
}

function areEqualDicts(a: ReadonlyMap<unknown, unknown>, b: ReadonlyMap<unknown, unknown>): boolean {
  if (a.size !== b.size) return false;
  for (const [key, member] of a) {
    const other = findKey(b, key);
    if (other === undefined || !isEqual(member, b.get(other.key))) return false;
  }
  return true;
}

function areEqualTimes(a: Timestamp, b: Timestamp): boolean {
  const isSameKind = a.isDate === b.isDate && (a.offsetMinutes === undefined) === (b.offsetMinutes === undefined);
  return isSameKind && a.epochMilliseconds === b.epochMilliseconds && a.microseconds === b.microseconds;
}

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
