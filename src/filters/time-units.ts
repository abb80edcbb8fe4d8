import type { FilterDefinition } from '../template/plugins.js';
import { typeError } from '../values/python-error.js';
import { toText } from '../values/repr.js';
import { typeName } from '../values/type-name.js';
import { Float, type Dict, type Value } from '../values/value.js';
import { namedArguments, realNumber } from './arguments.js';
import { failure } from './failure.js';

const names: Readonly<Record<string, readonly string[]>> = {
  millisecond: ['ms', 'msec', 'msecond'],
  second: ['s', 'sec'],
  minute: ['m', 'min'],
  hour: ['h'],
  day: ['d'],
  week: ['w'],
  month: ['mo'],
  year: ['y'],
};

const available =
  'Available units (singular or plural): millisecond, msec, msecond, sec, second, hour, min, minute, day, week, month, year. Available short units: ms, s, m, h, d, w, mo, y';

/** The unit that a word means; plurals count, but not of one letter. */
function findUnit(word: string): string | undefined {
  const found = Object.entries(names).find(([name, others]) =>
    [name, ...others].some((known) => known === word || (known.length > 2 && `${known}s` === word)),
  );
  return found?.[0];
}

/** Milliseconds of a unit; how long months and years are is the caller's choice, in days. */
function lengthOf(unit: string, options: Dict): number {
  const days = 86_400_000;
  const lengths: Readonly<Record<string, number>> = {
    millisecond: 1,
    second: 1000,
    minute: 60_000,
    hour: 3_600_000,
    day: days,
    week: 7 * days,
    month: realNumber(options.get('month') ?? 30) * days,
    year: realNumber(options.get('year') ?? 365) * days,
  };
  return lengths[unit] ?? 0;
}

function converted(text: string, unit: string, options: Dict): Value {
  if (text === '0') return 0;
  const unknown = [...options.keys()].map(toText).filter((name) => name !== 'month' && name !== 'year');
  if (unknown.length > 0) throw failure(`to_time_unit() got unknown keyword arguments: ${unknown.join(', ')}`);
  const wanted = findUnit(unit);
  if (wanted === undefined)
    throw failure(`to_time_unit() can not convert to the following unit: ${unit}. ${available}`);
  const words = text.split(/\s+/).filter((word) => word !== '');
  const sum = words.reduce((total, word) => total + millisecondsOf(word, text, options), 0);
  return new Float(Number((sum / lengthOf(wanted, options)).toFixed(12)));
}

function millisecondsOf(word: string, text: string, options: Dict): number {
  const [, amount = '', written = ''] = /^(-?\d+)([a-z]+)$/.exec(word) ?? [];
  const unit = findUnit(written);
  if (unit === undefined) throw failure(`to_time_unit() can not interpret following string: ${text}`);
  return Number(amount) * lengthOf(unit, options);
}

function textOf(input: unknown): string {
  if (typeof input === 'string') return input;
  throw typeError(`'${typeName(input)}' object has no attribute 'split'`);
}

function unitFilter(unit: string, example: readonly [string, number]): FilterDefinition {
  return {
    name: `community.general.to_${unit}s`,
    named: 'options',
    examples: [[`{{ '${example[0]}' | community.general.to_${unit}s }}`, example[1]]],
    apply: (input, { options }) => converted(textOf(input), unit, namedArguments(options)),
  };
}

const toTimeUnit: FilterDefinition = {
  name: 'community.general.to_time_unit',
  parameters: [['unit', 'ms']],
  named: 'options',
  examples: [["{{ '1h' | community.general.to_time_unit('min') }}", 60]],
  apply: (input, { unit, options }) => converted(textOf(input), toText(unit), namedArguments(options)),
};

export const timeUnitFilters = [
  toTimeUnit,
  unitFilter('millisecond', ['1s', 1000]),
  unitFilter('second', ['1h 30m', 5400]),
  unitFilter('minute', ['30m', 30]),
  unitFilter('hour', ['30min 2h', 2.5]),
  unitFilter('day', ['48h', 2]),
  unitFilter('week', ['14d', 2]),
  unitFilter('month', ['60d', 2]),
  unitFilter('year', ['365d', 1]),
] as const;
