import { microsecondOf, timestampParts } from './timestamp-text.js';
import type { Timestamp } from './value.js';

export const weekdays = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'];
export const months = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
];
const dayLength = 86_400_000;

/** Formats a time as C's and Python's `strftime` do in the C locale. */
export function strftime(time: Timestamp, format: string): string {
  return format.replace(/%([-_0^#]?)([a-zA-Z%])/g, (whole, flag: string, code: string) => {
    const value = field(time, code);
    return value === undefined ? whole : applyFlag(value, flag);
  });
}

function applyFlag(value: string, flag: string): string {
  if (flag === '-') return value.replace(/^[0 ]+(?=.)/, '');
  if (flag === '_') return value.replace(/^0+(?=.)/, (zeros) => ' '.repeat(zeros.length));
  return flag === '^' ? value.toUpperCase() : value;
}

function field(time: Timestamp, code: string): string | undefined {
  const [year, month, day, hour, minute, second] = timestampParts(time);
  const midnight = Date.UTC(year, month - 1, day);
  const weekday = new Date(midnight).getUTCDay();
  const dayOfYear = Math.round((midnight - Date.UTC(year, 0, 1)) / dayLength) + 1;
  const fields: Readonly<Record<string, () => string>> = {
    Y: () => String(year),
    C: () => two(Math.floor(year / 100)),
    y: () => two(year % 100),
    m: () => two(month),
    d: () => two(day),
    e: () => String(day).padStart(2),
    H: () => two(hour),
    I: () => two(hour % 12 || 12),
    k: () => String(hour).padStart(2),
    l: () => String(hour % 12 || 12).padStart(2),
    M: () => two(minute),
    S: () => two(second),
    f: () => String(microsecondOf(time)).padStart(6, '0'),
    p: () => (hour < 12 ? 'AM' : 'PM'),
    P: () => (hour < 12 ? 'am' : 'pm'),
    A: () => weekdays[weekday] ?? '',
    a: () => (weekdays[weekday] ?? '').slice(0, 3),
    B: () => months[month - 1] ?? '',
    b: () => (months[month - 1] ?? '').slice(0, 3),
    h: () => (months[month - 1] ?? '').slice(0, 3),
    j: () => String(dayOfYear).padStart(3, '0'),
    u: () => String(weekday || 7),
    w: () => String(weekday),
    U: () => two(Math.floor((dayOfYear + 6 - weekday) / 7)),
    W: () => two(Math.floor((dayOfYear + 6 - ((weekday + 6) % 7)) / 7)),
    V: () => two(isoWeek(midnight).week),
    G: () => String(isoWeek(midnight).year),
    g: () => two(isoWeek(midnight).year % 100),
    s: () => String(Math.floor(time.epochMilliseconds / 1000)),
    z: () => offset(time.offsetMinutes),
    Z: () => (time.offsetMinutes === 0 ? 'UTC' : ''),
    n: () => '\n',
    t: () => '\t',
    '%': () => '%',
    D: () => strftime(time, '%m/%d/%y'),
    F: () => strftime(time, '%Y-%m-%d'),
    T: () => strftime(time, '%H:%M:%S'),
    R: () => strftime(time, '%H:%M'),
    r: () => strftime(time, '%I:%M:%S %p'),
    c: () => strftime(time, '%a %b %e %H:%M:%S %Y'),
    x: () => strftime(time, '%m/%d/%y'),
    X: () => strftime(time, '%H:%M:%S'),
  };
  return Object.hasOwn(fields, code) ? fields[code]?.() : undefined;
}

function isoWeek(midnight: number): { readonly year: number; readonly week: number } {
  const weekday = new Date(midnight).getUTCDay() || 7;
  const thursday = midnight + (4 - weekday) * dayLength;
  const year = new Date(thursday).getUTCFullYear();
  return { year, week: Math.floor((thursday - Date.UTC(year, 0, 1)) / dayLength / 7) + 1 };
}

function offset(minutes: number | undefined): string {
  if (minutes === undefined) return '';
  const size = Math.abs(minutes);
  return `${minutes < 0 ? '-' : '+'}${two(Math.floor(size / 60))}${two(size % 60)}`;
}

function two(value: number): string {
  return String(value).padStart(2, '0');
}
