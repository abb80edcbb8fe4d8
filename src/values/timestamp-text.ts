import { TimeOfDay, type Timestamp } from './value.js';

/** The parts of a date and time in its own zone. */
export function timestampParts(
  time: Timestamp,
): readonly [year: number, month: number, day: number, hour: number, minute: number, second: number] {
  const local = new Date(time.epochMilliseconds + (time.offsetMinutes ?? 0) * 60_000);
  const day = [local.getUTCFullYear(), local.getUTCMonth() + 1, local.getUTCDate()] as const;
  return [...day, local.getUTCHours(), local.getUTCMinutes(), local.getUTCSeconds()];
}

/** The microseconds of a time within its second. */
export function microsecondOf(time: Timestamp): number {
  const milliseconds = ((time.epochMilliseconds % 1000) + 1000) % 1000;
  return Math.floor(milliseconds) * 1000 + (time.microseconds % 1000);
}

/** `str()` of a date or datetime: ISO with a space. */
export function timestampText(time: Timestamp): string {
  const [year, month, day, hour, minute, second] = timestampParts(time);
  const date = `${pad(year, 4)}-${pad(month)}-${pad(day)}`;
  if (time.isDate) return date;
  const fraction = microsecondOf(time) === 0 ? '' : `.${pad(microsecondOf(time), 6)}`;
  const clock = `${pad(hour)}:${pad(minute)}:${pad(second)}${fraction}`;
  return time instanceof TimeOfDay ? clock : `${date} ${clock}${offsetText(time.offsetMinutes)}`;
}

/** `repr()` of a date or datetime. */
export function timestampRepr(time: Timestamp): string {
  const [year, month, day, hour, minute, second] = timestampParts(time);
  if (time.isDate) return `datetime.date(${year}, ${month}, ${day})`;
  const parts: (number | string)[] = time instanceof TimeOfDay ? [hour, minute] : [year, month, day, hour, minute];
  if (second !== 0 || microsecondOf(time) !== 0) parts.push(second);
  if (microsecondOf(time) !== 0) parts.push(microsecondOf(time));
  if (time.offsetMinutes !== undefined) parts.push(`tzinfo=${zoneRepr(time.offsetMinutes)}`);
  return `datetime.${time instanceof TimeOfDay ? 'time' : 'datetime'}(${parts.join(', ')})`;
}

function zoneRepr(minutes: number): string {
  if (minutes === 0) return 'datetime.timezone.utc';
  const seconds = minutes * 60;
  const delta = seconds < 0 ? `days=-1, seconds=${86400 + seconds}` : `seconds=${seconds}`;
  return `datetime.timezone(datetime.timedelta(${delta}))`;
}

function offsetText(minutes: number | undefined): string {
  if (minutes === undefined) return '';
  const size = Math.abs(minutes);
  return `${minutes < 0 ? '-' : '+'}${pad(Math.floor(size / 60))}:${pad(size % 60)}`;
}

function pad(part: number, width = 2): string {
  return String(part).padStart(width, '0');
}
