import { toText } from '../values/repr.js';
import { Float, isDict, isList, type Value } from '../values/value.js';

/** Why a value does not fit its argument, ready to follow the argument's name. */
export class Misfit extends Error {
  override readonly name = 'Misfit';
}

/** What coercion needs to know of the target. */
export interface CoercionTarget {
  readonly home: string;
  readonly user?: string;
}

/** A boolean and its words, as playbooks write them. */
export function toBoolean(value: Value): boolean {
  if (typeof value === 'boolean') return value;
  const text = value instanceof Float ? String(value.value) : String(value).toLowerCase().trim();
  if (typeof value !== 'object' || value instanceof Float) {
    if (['y', 'yes', 'on', '1', 'true', 't'].includes(text)) return true;
    if (['n', 'no', 'off', '0', 'false', 'f'].includes(text)) return false;
  }
  throw new Misfit(`must be true or false, not ${describe(value)}`);
}

/** A whole number, also from text. */
export function toInteger(value: Value): number {
  const number = numberOf(value);
  if (number === undefined || !Number.isInteger(number))
    throw new Misfit(`must be a whole number, not ${describe(value)}`);
  return number;
}

/** A number, also from text. */
export function toFloat(value: Value): number {
  const number = numberOf(value);
  if (number === undefined) throw new Misfit(`must be a number, not ${describe(value)}`);
  return number;
}

/** A path on the target: `~`, `$HOME` and `$USER` are expanded. */
export function toPath(value: Value, target: CoercionTarget): string {
  const text = toText(value);
  if (/^~[^/]/.test(text)) throw new Misfit(`cannot expand ${JSON.stringify(text)}: write that user's home in full`);
  const expanded = text === '~' || text.startsWith('~/') ? target.home + text.slice(1) : text;
  return expanded.replace(/\$(?:\{(\w+)\}|(\w+))/g, (whole, braced: string | undefined, bare: string | undefined) => {
    const name = braced ?? bare;
    return name === 'HOME' ? target.home : name === 'USER' ? (target.user ?? whole) : whole;
  });
}

/** Octal digits with a leading zero, or a symbolic mode, or `preserve`. Numbers are what YAML made of `0644`. */
export function toMode(value: Value): string {
  if (typeof value === 'number' && Number.isInteger(value) && value >= 0) return value.toString(8).padStart(4, '0');
  const text = toText(value).trim();
  if (/^(0o?)?[0-7]{1,5}$/.test(text)) return Number.parseInt(text.replace('o', ''), 8).toString(8).padStart(4, '0');
  if (text === 'preserve' || /^[ugoa]*[-+=][rwxXstugo]*([-+=,][ugoa]*[-+=]?[rwxXstugo]*)*$/.test(text)) return text;
  throw new Misfit(`must be octal ("0644") or symbolic ("u=rw,go=r") permissions, not ${describe(value)}`);
}

const sizeUnits = 'bkmgtpezy';

/** A size such as `10M` in bytes (units are powers of 1024). */
export function toBytes(value: Value): number {
  const match = /^\s*(\d*\.?\d+)\s*([a-z]*)\s*$/i.exec(toText(value));
  const [, number = '', unit = ''] = match ?? [];
  const power = unit === '' ? 0 : sizeUnits.indexOf(unit.charAt(0).toLowerCase());
  const isUnit = /^([a-z]|[a-z]b|[a-z]ib|bytes?)?$/i.test(unit);
  if (!match || power < 0 || !isUnit) throw new Misfit(`must be a size such as 10M, not ${describe(value)}`);
  return Math.floor(Number(number) * 1024 ** power);
}

/** A value as an error message names it. */
export function describe(value: Value): string {
  if (isDict(value)) return 'a mapping';
  if (isList(value)) return 'a list';
  if (value === null) return 'nothing';
  return typeof value === 'string' ? JSON.stringify(value) : toText(value);
}

function numberOf(value: Value): number | undefined {
  if (typeof value === 'number') return value;
  if (typeof value === 'boolean' || typeof value === 'bigint') return Number(value);
  if (value instanceof Float) return value.value;
  if (typeof value !== 'string' || !/^\s*[-+]?(\d[\d_]*\.?\d*|\.\d+)(e[-+]?\d+)?\s*$/i.test(value)) return undefined;
  return Number(value.replaceAll('_', ''));
}
