import { unreadable } from './unreadable.js';

const seconds: Readonly<Record<string, number>> = { w: 604_800, d: 86_400, h: 3600, m: 60, s: 1 };

/** A moment in milliseconds since the epoch: `+3650d`, `-1w2d`, or `20300101000000Z`. */
export function readTime(text: string, now: number, where = ''): number {
  const [, sign, rest = ''] = /^([+-])((?:\d+[wdhms])+)$/.exec(text.trim()) ?? [];
  if (sign !== undefined) {
    const parts = [...rest.matchAll(/(\d+)([wdhms])/g)];
    const total = parts.reduce((sum, [, count, unit = 's']) => sum + Number(count) * (seconds[unit] ?? 1), 0);
    return now + (sign === '-' ? -1000 : 1000) * total;
  }
  const [, year, month, day, hour, minute, second = '00'] =
    /^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)?Z$/.exec(text.trim()) ?? [];
  if (year === undefined) return unreadable(`The time spec "${text}"${where} is invalid`);
  return Date.parse(`${year}-${month ?? ''}-${day ?? ''}T${hour ?? ''}:${minute ?? ''}:${second}Z`);
}
