import { int } from '../../values/numbers.js';
import { typeError } from '../../values/python-error.js';
import { strftime } from '../../values/strftime.js';
import type { Timedelta } from '../../values/timedelta.js';
import { microsecondOf, timestampParts, timestampText } from '../../values/timestamp-text.js';
import { Float, TimeOfDay, Timestamp, type Value } from '../../values/value.js';
import type { RuntimeValue } from '../runtime.js';
import { bind, method, simple, type Methods } from './method.js';

const timestampMethods: Methods<Timestamp> = {
  strftime: method(1, 1, (time, format) => strftime(time, formatOf(format)), ['format']),
  isoformat: method(0, 1, (time, separator = 'T') => timestampText(time).replace(' ', formatOf(separator)), ['sep']),
  timestamp: simple((time) => new Float(time.epochMilliseconds / 1000 + (time.microseconds % 1000) / 1e6)),
  weekday: simple((time) => (weekday(time) + 6) % 7),
  isoweekday: simple((time) => weekday(time) || 7),
  date: simple((time) => new Timestamp(startOfDay(time), true)),
  time: simple((time) => new TimeOfDay(clockOf(time), time.microseconds)),
};

const timedeltaMethods: Methods<Timedelta> = {
  total_seconds: simple((delta) => new Float(delta.totalMicroseconds / 1e6)),
};

/** A method or attribute of a date or datetime. */
export function findTimestampMember(time: Timestamp, name: string): RuntimeValue | undefined {
  const [year, month, day, hour, minute, second] = timestampParts(time);
  const parts: Readonly<Record<string, Value>> = time.isDate
    ? { year, month, day }
    : { year, month, day, hour, minute, second, microsecond: microsecondOf(time) };
  if (Object.hasOwn(parts, name)) return parts[name];
  const found = Object.hasOwn(timestampMethods, name) ? timestampMethods[name] : undefined;
  return found === undefined ? undefined : bind(time, name, found, time.isDate ? 'date' : 'datetime');
}

/** A method or attribute of the difference of two datetimes. */
export function findTimedeltaMember(delta: Timedelta, name: string): RuntimeValue | undefined {
  const parts: Readonly<Record<string, Value>> = {
    days: int(delta.days),
    seconds: delta.seconds,
    microseconds: delta.microseconds,
  };
  if (Object.hasOwn(parts, name)) return parts[name];
  const found = Object.hasOwn(timedeltaMethods, name) ? timedeltaMethods[name] : undefined;
  return found === undefined ? undefined : bind(delta, name, found, 'timedelta');
}

function formatOf(format: Value | undefined): string {
  if (typeof format === 'string') return format;
  throw typeError('strftime() argument 1 must be str');
}

function weekday(time: Timestamp): number {
  return new Date(time.epochMilliseconds + (time.offsetMinutes ?? 0) * 60_000).getUTCDay();
}

function clockOf(time: Timestamp): number {
  const local = time.epochMilliseconds + (time.offsetMinutes ?? 0) * 60_000;
  return local - startOfDay(time);
}

function startOfDay(time: Timestamp): number {
  const [year, month, day] = timestampParts(time);
  return Date.UTC(year, month - 1, day);
}
