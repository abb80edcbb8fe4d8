import { Timestamp } from '../values/value.js';

const date = /^(\d{4})-(\d\d)-(\d\d)$/;
const dateTime =
  /^(\d{4})-(\d\d?)-(\d\d?)(?:[Tt]|[ \t]+)(\d\d?):(\d\d):(\d\d)(?:\.(\d*))?(?:[ \t]*(Z|([-+])(\d\d?)(?::?(\d\d))?))?$/;

/** The date or moment a YAML 1.1 scalar stands for; `undefined` when it is neither (or no day of any calendar). */
export function findTimestamp(text: string): Timestamp | undefined {
  const day = date.exec(text);
  if (day) return findDay(day.slice(1).map(Number));
  const moment = dateTime.exec(text);
  return moment ? findMoment(moment) : undefined;
}

function findDay([year = 0, month = 0, day = 0]: readonly number[]): Timestamp | undefined {
  const milliseconds = utc(year, month, day);
  return isSameDay(milliseconds, month, day) ? new Timestamp(milliseconds, true) : undefined;
}

function findMoment(match: RegExpExecArray): Timestamp | undefined {
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = match.slice(1, 7).map(Number);
  const midnight = utc(year, month, day);
  if (!isSameDay(midnight, month, day) || hour > 23 || minute > 59 || second > 59) return undefined;
  const microseconds = Number((match[7] ?? '').slice(0, 6).padEnd(6, '0'));
  const offset = offsetMinutes(match);
  const local = midnight + ((hour * 60 + minute) * 60 + second) * 1000 + Math.floor(microseconds / 1000);
  return new Timestamp(local - (offset ?? 0) * 60_000, false, offset, microseconds);
}

function offsetMinutes(match: RegExpExecArray): number | undefined {
  const [zone, sign, hours, minutes] = match.slice(8, 12);
  if (zone === undefined) return undefined;
  if (zone === 'Z') return 0;
  return (sign === '-' ? -1 : 1) * (Number(hours) * 60 + Number(minutes ?? 0));
}

/** `Date.UTC` reads years below 100 as of the twentieth century; this does not. */
function utc(year: number, month: number, day: number): number {
  return new Date(0).setUTCFullYear(year, month - 1, day);
}

function isSameDay(milliseconds: number, month: number, day: number): boolean {
  const made = new Date(milliseconds);
  return made.getUTCMonth() === month - 1 && made.getUTCDate() === day;
}
