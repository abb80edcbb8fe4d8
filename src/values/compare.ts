import { compareText } from './code-points.js';
import { isEqual } from './equal.js';
import { isNumeric, toDouble } from './numbers.js';
import { typeError } from './python-error.js';
import { RuntimeObject } from './runtime-object.js';
import { Timedelta } from './timedelta.js';
import { typeName } from './type-name.js';
import { Float, Timestamp, Tuple } from './value.js';

export type Ordering = '<' | '<=' | '>' | '>=';

/** Python's ordering operators; values that have no order raise Python's TypeError. */
export function isOrdered(a: unknown, operator: Ordering, b: unknown): boolean {
  const order = compareValues(a, b, operator);
  switch (operator) {
    case '<':
      return order < 0;
    case '<=':
      return order <= 0;
    case '>':
      return order > 0;
    case '>=':
      return order >= 0;
  }
}

/** Negative, zero or positive (NaN when a NaN takes part), as sorting needs it; the operator is named in the error. */
export function compareValues(a: unknown, b: unknown, operator: Ordering = '<'): number {
  if (a instanceof RuntimeObject) a.use();
  if (b instanceof RuntimeObject) b.use();
  if (typeof a === 'string' && typeof b === 'string') return compareText(a, b);
  if (isNumeric(a) && isNumeric(b)) return compareNumbers(a, b);
  if (Array.isArray(a) && Array.isArray(b) && a instanceof Tuple === b instanceof Tuple)
    return compareLists(a, b, operator);
  if (a instanceof Timestamp && b instanceof Timestamp) return compareTimes(a, b);
  if (a instanceof Uint8Array && b instanceof Uint8Array) return Buffer.compare(a, b);
  if (a instanceof Timedelta && b instanceof Timedelta) return a.totalMicroseconds - b.totalMicroseconds;
  throw typeError(`'${operator}' not supported between instances of '${typeName(a)}' and '${typeName(b)}'`);
}

function compareNumbers(a: number | bigint | boolean | Float, b: number | bigint | boolean | Float): number {
  const [left, right] = [a instanceof Float ? a.value : a, b instanceof Float ? b.value : b];
  if (Number.isNaN(left) || Number.isNaN(right)) return Number.NaN;
  return left < right ? -1 : left > right ? 1 : toDouble(a) === toDouble(b) || left == right ? 0 : 1;
}

function compareLists(a: readonly unknown[], b: readonly unknown[], operator: Ordering): number {
  const shared = Math.min(a.length, b.length);
  for (let index = 0; index < shared; index++) {
    if (!isEqual(a[index], b[index])) return compareValues(a[index], b[index], operator);
  }
  return a.length - b.length;
}

function compareTimes(a: Timestamp, b: Timestamp): number {
  return a.epochMilliseconds - b.epochMilliseconds || a.microseconds - b.microseconds;
}
