import type { ArithmeticOperator } from './arithmetic.js';
import { Timedelta } from './timedelta.js';
import { Timestamp } from './value.js';

/** Differences of datetimes, and datetimes moved by them; `undefined` when the operands are something else. */
export function timeArithmetic(
  a: unknown,
  operator: ArithmeticOperator,
  b: unknown,
): Timestamp | Timedelta | undefined {
  if (operator !== '+' && operator !== '-') return undefined;
  if (a instanceof Timestamp && b instanceof Timestamp && operator === '-') return difference(a, b);
  const sign = operator === '+' ? 1 : -1;
  if (a instanceof Timestamp && b instanceof Timedelta) return move(a, sign * b.totalMicroseconds);
  if (a instanceof Timedelta && b instanceof Timestamp && operator === '+') return move(b, a.totalMicroseconds);
  if (a instanceof Timedelta && b instanceof Timedelta)
    return new Timedelta(a.totalMicroseconds + sign * b.totalMicroseconds);
  return undefined;
}

function difference(a: Timestamp, b: Timestamp): Timedelta {
  return new Timedelta((a.epochMilliseconds - b.epochMilliseconds) * 1000 + (a.microseconds - b.microseconds));
}

function move(time: Timestamp, microseconds: number): Timestamp {
  const total = time.microseconds + microseconds;
  const milliseconds = Math.floor(total / 1000);
  return new Timestamp(
    time.epochMilliseconds + milliseconds,
    time.isDate,
    time.offsetMinutes,
    total - milliseconds * 1000,
  );
}
