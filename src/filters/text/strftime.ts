import { months, weekdays } from '../../values/strftime.js';
/** A moment in a zone, taken apart. */
export interface DateParts {
  readonly year: number;
  /** 1 to 12. */
  readonly month: number;
  readonly day: number;
  readonly hour: number;
  readonly minute: number;
  readonly second: number;
  readonly epochSeconds: number;
  readonly offsetMinutes: number;
  readonly zone: string;
}

export function utcDate(moment: Date): DateParts {
  return {
    year: moment.getUTCFullYear(),
    month: moment.getUTCMonth() + 1,
    day: moment.getUTCDate(),
    hour: moment.getUTCHours(),
    minute: moment.getUTCMinutes(),
    second: moment.getUTCSeconds(),
    epochSeconds: moment.getTime() / 1000,
    offsetMinutes: 0,
    zone: 'GMT',
  };
}

export function localDate(moment: Date): DateParts {
  return {
    year: moment.getFullYear(),
    month: moment.getMonth() + 1,
    day: moment.getDate(),
    hour: moment.getHours(),
    minute: moment.getMinutes(),
    second: moment.getSeconds(),
    epochSeconds: moment.getTime() / 1000,
    offsetMinutes: -moment.getTimezoneOffset(),
    zone: zoneName(moment),
  };
}

function zoneName(moment: Date): string {
  const parts = new Intl.DateTimeFormat('en-US', { timeZoneName: 'short' }).formatToParts(moment);
  return parts.find(({ type }) => type === 'timeZoneName')?.value ?? '';
}

/** Text with the directives of C's `strftime` replaced, in the C locale as glibc writes it. */
export function formatDate(format: string, date: DateParts): string {
  return format.replace(/%([-_0^#]?)([a-zA-Z%+])/g, (whole, modifier: string, letter: string) => {
    const text = directive(letter, date);
    return text === undefined ? whole : modified(text, modifier);
  });
}

function modified(text: string, modifier: string): string {
  switch (modifier) {
    case '-':
      return text.replace(/^[0 ]+(?=.)/, '');
    case '_':
      return text.replace(/^0+(?=.)/, (zeros) => ' '.repeat(zeros.length));
    case '^':
      return text.toUpperCase();
    default:
      return text;
  }
}

type Writer = (date: DateParts) => string;

const directives: Readonly<Record<string, Writer>> = {
  a: (date) => weekdayName(date).slice(0, 3),
  A: (date) => weekdayName(date),
  b: (date) => monthName(date).slice(0, 3),
  h: (date) => monthName(date).slice(0, 3),
  B: (date) => monthName(date),
  c: (date) => formatDate('%a %b %e %H:%M:%S %Y', date),
  C: ({ year }) => two(Math.floor(year / 100)),
  d: ({ day }) => two(day),
  D: (date) => formatDate('%m/%d/%y', date),
  e: ({ day }) => String(day).padStart(2),
  F: (date) => formatDate('%Y-%m-%d', date),
  g: (date) => two(isoWeek(date).year % 100),
  G: (date) => String(isoWeek(date).year),
  H: ({ hour }) => two(hour),
  I: ({ hour }) => two(hour % 12 === 0 ? 12 : hour % 12),
  j: (date) => String(yearDay(date) + 1).padStart(3, '0'),
  k: ({ hour }) => String(hour).padStart(2),
  l: ({ hour }) => String(hour % 12 === 0 ? 12 : hour % 12).padStart(2),
  m: ({ month }) => two(month),
  M: ({ minute }) => two(minute),
  n: () => '\n',
  p: ({ hour }) => (hour < 12 ? 'AM' : 'PM'),
  P: ({ hour }) => (hour < 12 ? 'am' : 'pm'),
  r: (date) => formatDate('%I:%M:%S %p', date),
  R: (date) => formatDate('%H:%M', date),
  s: ({ epochSeconds }) => String(epochSeconds),
  S: ({ second }) => two(second),
  t: () => '\t',
  T: (date) => formatDate('%H:%M:%S', date),
  u: (date) => String(weekday(date) === 0 ? 7 : weekday(date)),
  U: (date) => two(Math.floor((yearDay(date) + 7 - weekday(date)) / 7)),
  V: (date) => two(isoWeek(date).week),
  w: (date) => String(weekday(date)),
  W: (date) => two(Math.floor((yearDay(date) + 7 - ((weekday(date) + 6) % 7)) / 7)),
  x: (date) => formatDate('%m/%d/%y', date),
  X: (date) => formatDate('%H:%M:%S', date),
  y: ({ year }) => two(year % 100),
  Y: ({ year }) => String(year),
  z: ({ offsetMinutes }) => offsetText(offsetMinutes),
  Z: ({ zone }) => zone,
  '%': () => '%',
};

function directive(letter: string, date: DateParts): string | undefined {
  return directives[letter]?.(date);
}

function two(part: number): string {
  return String(part).padStart(2, '0');
}

function dayNumber(year: number, month: number, day: number): number {
  return Math.round(new Date(0).setUTCFullYear(year, month - 1, day) / 86_400_000);
}

function weekday({ year, month, day }: DateParts): number {
  return (((dayNumber(year, month, day) + 4) % 7) + 7) % 7;
}

function yearDay({ year, month, day }: DateParts): number {
  return dayNumber(year, month, day) - dayNumber(year, 1, 1);
}

function weekdayName(date: DateParts): string {
  return weekdays[weekday(date)] ?? '';
}

function monthName({ month }: DateParts): string {
  return months[month - 1] ?? '';
}

/** The ISO week: the one that holds the week's Thursday. */
function isoWeek(date: DateParts): { year: number; week: number } {
  const thursday = dayNumber(date.year, date.month, date.day) - ((weekday(date) + 6) % 7) + 3;
  const year = new Date(thursday * 86_400_000).getUTCFullYear();
  return { year, week: Math.floor((thursday - dayNumber(year, 1, 1)) / 7) + 1 };
}

function offsetText(minutes: number): string {
  const size = Math.abs(minutes);
  return `${minutes < 0 ? '-' : '+'}${two(Math.floor(size / 60))}${two(size % 60)}`;
}
