import { sh } from '../shell/script.js';
import type { FactFamily, Facts } from './family.js';

/** Date and time on the target, all as text. */
export const dateTime: FactFamily = {
  name: 'date_time',
  subsets: ['date_time'],
  isMinimal: true,
  provides: ['date_time'],
  script: () => sh`now=$(date '+%s|%Y|%m|%d|%H|%M|%S|%N|%A|%w|%W|%Z|%z'); block now; printf '%s\\n' "$now"
put later date -d "@$((${sh`$`}{now%%|*} + 15778800))" '+%z %Z'`,
  read(blocks) {
    return { date_time: describe(blocks.text('now').split('|'), blocks.text('later')) };
  },
};

function describe(fields: readonly string[], later: string): Facts {
  const [epoch = '', year = '', month = '', day = '', hour = '', minute = '', second = '', nanos = ''] = fields;
  const [weekday = '', weekdayNumber = '', week = '', zone = '', offset = ''] = fields.slice(8);
  // A date program without nanoseconds prints the letter instead.
  const micros = /^\d{9}$/.test(nanos) ? nanos.slice(0, 6) : '000000';
  const utc = new Date(Number(epoch) * 1000).toISOString().slice(0, 19);
  return {
    year,
    month,
    day,
    hour,
    minute,
    second,
    weekday,
    weekday_number: weekdayNumber,
    weeknumber: week,
    epoch,
    epoch_int: epoch,
    date: `${year}-${month}-${day}`,
    time: `${hour}:${minute}:${second}`,
    iso8601: `${utc}Z`,
    iso8601_micro: `${utc}.${micros}Z`,
    iso8601_basic: `${year}${month}${day}T${hour}${minute}${second}${micros}`,
    iso8601_basic_short: `${year}${month}${day}T${hour}${minute}${second}`,
    tz: zone,
    tz_dst: summerZone([`${offset} ${zone}`, later]) ?? zone,
    tz_offset: offset,
  };
}

/** The zone's name in summer: of now and half a year later, the one further east. */
function summerZone(zones: readonly string[]): string | undefined {
  const parsed = zones.map((line) => line.split(' ')).sort((a, b) => Number(b[0]) - Number(a[0]));
  return parsed[0]?.[1];
}
