import type { Conversation } from './steps.js';

/** Milliseconds since the epoch, by the controller's clock. */
export function* readClock(): Conversation<number> {
  return (yield { kind: 'clock' }) as number;
}

/** Local time as Python prints a datetime: `2026-11-22 15:33:11.721556`. */
export function formatDateTime(milliseconds: number): string {
  const date = new Date(milliseconds);
  const day = [date.getFullYear(), padded(date.getMonth() + 1), padded(date.getDate())].join('-');
  const time = [date.getHours(), date.getMinutes(), date.getSeconds()].map((part) => padded(part)).join(':');
  return `${day} ${time}.${padded(date.getMilliseconds() * 1000, 6)}`;
}

/** A duration as Python prints a timedelta: `0:00:01.250000`, `1 day, 2:00:00`. */
export function formatDuration(milliseconds: number): string {
  const seconds = Math.floor(milliseconds / 1000);
  const days = Math.floor(seconds / 86_400);
  const ofDay = seconds % 86_400;
  const clock = `${Math.floor(ofDay / 3600)}:${padded(Math.floor(ofDay / 60) % 60)}:${padded(ofDay % 60)}`;
  const fraction = Math.round((milliseconds - seconds * 1000) * 1000);
  const prefix = days === 0 ? '' : `${days} day${days === 1 ? '' : 's'}, `;
  return `${prefix}${clock}${fraction === 0 ? '' : `.${padded(fraction, 6)}`}`;
}

function padded(value: number, width = 2): string {
  return String(value).padStart(width, '0');
}
