import { Float, TimeOfDay, type Value } from '../values/value.js';
import { findTimestamp } from './timestamp.js';

const decimal = /^[-+]?(?:0|[1-9](?:_?\d)*)$/;
const based = /^0(?:x[0-9a-fA-F](?:_?[0-9a-fA-F])*|o[0-7](?:_?[0-7])*|b[01](?:_?[01])*)$/;
const float = /^[-+]?(?:0|[1-9](?:_?\d)*)(?:\.\d(?:_?\d)*)?(?:[eE][-+]?\d(?:_?\d)*)?$/;
const special = /^([-+]?)(inf|nan)$/;
const clock = /^(\d\d):(\d\d):(\d\d)(?:\.(\d+))?$/;

/** The number, boolean, date or time that a word of TOML stands for. */
export function findTomlScalar(word: string): Value | undefined {
  if (word === 'true' || word === 'false') return word === 'true';
  const digits = word.replaceAll('_', '');
  if (decimal.test(word) || based.test(word)) return integer(digits);
  const name = special.exec(word);
  if (name) return new Float((name[1] === '-' ? -1 : 1) * (name[2] === 'inf' ? Infinity : NaN));
  if (float.test(word)) return new Float(Number(digits));
  return findClock(word) ?? findTimestamp(word.replace(/z$/, 'Z'));
}

function integer(digits: string): number | bigint {
  const sign = digits.startsWith('-') ? -1n : 1n;
  const value = sign * BigInt(digits.replace(/^[-+]/, ''));
  return Number.isSafeInteger(Number(value)) ? Number(value) : value;
}

function findClock(word: string): TimeOfDay | undefined {
  const match = clock.exec(word);
  if (!match) return undefined;
  const [hour = 0, minute = 0, second = 0] = match.slice(1, 4).map(Number);
  if (hour > 23 || minute > 59 || second > 59) return undefined;
  const microseconds = Number((match[4] ?? '').slice(0, 6).padEnd(6, '0'));
  const milliseconds = ((hour * 60 + minute) * 60 + second) * 1000 + Math.floor(microseconds / 1000);
  return new TimeOfDay(milliseconds, microseconds);
}
