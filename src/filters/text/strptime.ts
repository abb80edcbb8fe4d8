import { valueError } from '../../values/python-error.js';
import { Timestamp } from '../../values/value.js';
import { months, weekdays } from '../../values/strftime.js';

const names = (list: readonly string[], length?: number): string => list.map((name) => name.slice(0, length)).join('|');

/** What each directive of Python's `strptime` matches. */
const patterns: Readonly<Record<string, string>> = {
  a: names(weekdays, 3),
  A: names(weekdays),
  b: names(months, 3),
  B: names(months),
  d: '3[01]|[12]\\d|0[1-9]|[1-9]| [1-9]',
  f: '\\d{1,6}',
  H: '2[0-3]|[01]\\d|\\d',
  I: '1[0-2]|0[1-9]|[1-9]',
  j: '36[0-6]|3[0-5]\\d|[12]\\d\\d|0[1-9]\\d|00[1-9]|[1-9]\\d|0[1-9]|[1-9]',
  m: '1[0-2]|0[1-9]|[1-9]',
  M: '[0-5]\\d|\\d',
  p: 'AM|PM',
  S: '6[01]|[0-5]\\d|\\d',
  y: '\\d\\d',
  Y: '\\d{4}',
  z: '[-+]\\d\\d:?[0-5]\\d(?::?[0-5]\\d(?:\\.\\d{1,6})?)?|Z',
  Z: 'UTC|GMT',
  w: '[0-6]',
};

/** Reads a date by a format, as Python's `datetime.strptime` does; the result is naive unless `%z` is in the format. */
export function parseDate(text: string, format: string): Timestamp {
  const letters: string[] = [];
  const found = new RegExp(`^${formatPattern(format, letters)}`, 'i').exec(text);
  if (found === null) throw valueError(`time data '${text}' does not match format '${format}'`);
  if (found[0].length < text.length) throw valueError(`unconverted data remains: ${text.slice(found[0].length)}`);
  return build(new Map(letters.map((letter, index) => [letter, found[index + 1] ?? ''])));
}

const composed: Readonly<Record<string, string>> = {
  c: '%a %b %d %H:%M:%S %Y',
  x: '%m/%d/%y',
  X: '%H:%M:%S',
  T: '%H:%M:%S',
  D: '%m/%d/%y',
  F: '%Y-%m-%d',
  R: '%H:%M',
};

function formatPattern(format: string, letters: string[]): string {
  return format.replace(/%(.)|\s+|[\\^$.*+?()[\]{}|]/g, (piece, letter?: string) => {
    if (letter === undefined) return /\s/.test(piece) ? '\\s+' : `\\${piece}`;
    if (letter === '%') return '%';
    const whole = composed[letter];
    if (whole !== undefined) return formatPattern(whole, letters);
    const pattern = patterns[letter];
    if (pattern === undefined) throw valueError(`'${letter}' is a bad directive in format '${format}'`);
    letters.push(letter);
    return `(${pattern})`;
  });
}

function build(parts: ReadonlyMap<string, string>): Timestamp {
  const [year, month, day] = dayOf(parts);
  const milliseconds = new Date(0).setUTCFullYear(year, month - 1, day);
  const made = new Date(milliseconds);
  if (made.getUTCMonth() !== month - 1) throw valueError('day is out of range for month');
  const seconds = (hourOf(parts) * 60 + numberOf(parts, 'M', 0)) * 60 + numberOf(parts, 'S', 0);
  const microseconds = Number((parts.get('f') ?? '0').padEnd(6, '0'));
  const offset = offsetOf(parts.get('z'));
  const local = milliseconds + seconds * 1000 + Math.floor(microseconds / 1000);
  return new Timestamp(local - (offset ?? 0) * 60_000, false, offset, microseconds % 1000);
}

function dayOf(parts: ReadonlyMap<string, string>): [year: number, month: number, day: number] {
  const short = numberOf(parts, 'y', 0);
  const year = parts.has('Y') ? numberOf(parts, 'Y', 1900) : parts.has('y') ? short + (short < 69 ? 2000 : 1900) : 1900;
  const name = (parts.get('B') ?? parts.get('b'))?.slice(0, 3).toLowerCase();
  const named = months.findIndex((month) => month.slice(0, 3).toLowerCase() === name) + 1;
  const dayOfYear = parts.get('j');
  if (dayOfYear === undefined) return [year, named > 0 ? named : numberOf(parts, 'm', 1), numberOf(parts, 'd', 1)];
  const made = new Date(new Date(0).setUTCFullYear(year, 0, Number(dayOfYear)));
  return [year, made.getUTCMonth() + 1, made.getUTCDate()];
}

function hourOf(parts: ReadonlyMap<string, string>): number {
  const hour = parts.get('I');
  if (hour === undefined) return numberOf(parts, 'H', 0);
  return (Number(hour) % 12) + (parts.get('p')?.toUpperCase() === 'PM' ? 12 : 0);
}

function numberOf(parts: ReadonlyMap<string, string>, letter: string, otherwise: number): number {
  const text = parts.get(letter);
  return text === undefined ? otherwise : Number(text);
}

function offsetOf(zone: string | undefined): number | undefined {
  if (zone === undefined) return undefined;
  if (zone.toUpperCase() === 'Z') return 0;
  const [, sign, hours, minutes] = /^([-+])(\d\d):?(\d\d)/.exec(zone) ?? [];
  return (sign === '-' ? -1 : 1) * (Number(hours) * 60 + Number(minutes));
}
