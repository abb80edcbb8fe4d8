import { toRepr, toText } from '../values/repr.js';
import { typeName } from '../values/type-name.js';
import { Float, isDict, isList, type Value } from '../values/value.js';

/** Why a value does not fit its argument. */
export class Misfit extends Error {
  override readonly name = 'Misfit';

  /**
   * @param message for people, ready to follow the argument's name
   * @param about Ansible's words, which content looks for in `msg`
   * @param details Ansible's further words, which results have in `details`
   */
  constructor(
    message: string,
    readonly about: (name: string) => string,
    readonly details?: string,
  ) {
    super(message);
  }
}

/** A value that cannot be turned into the wanted type. */
export function inconvertible(
  value: Value,
  type: string,
  { message, reason }: { message: string; reason: string },
): Misfit {
  return new Misfit(
    message,
    (name) => `argument '${name}' is of type ${typeName(value)} and we were unable to convert to ${type}: ${reason}`,
  );
}

/** Ansible's reason where a type has no way to be anything else. */
export function noWay(value: Value, type: string): string {
  return `<class '${typeName(value)}'> cannot be converted to a ${type}`;
}

/** What coercion needs to know of the target. */
export interface CoercionTarget {
  readonly home: string;
  readonly user?: string;
  /** The homes of other users, by name. */
  readonly homes?: ReadonlyMap<string, string>;
}

/** A boolean and its words, as playbooks write them. */
export function toBoolean(value: Value): boolean {
  if (typeof value === 'boolean') return value;
  const text = value instanceof Float ? String(value.value) : String(value).toLowerCase().trim();
  if (typeof value !== 'object' || value instanceof Float) {
    if (['y', 'yes', 'on', '1', 'true', 't'].includes(text)) return true;
    if (['n', 'no', 'off', '0', 'false', 'f'].includes(text)) return false;
  }
  const words = "'y', 'yes', 'on', '1', 'true', 't', 1, 'n', 'no', 'off', '0', 'false', 'f', 0";
  throw inconvertible(value, 'bool', {
    message: `must be true or false, not ${describe(value)}`,
    reason:
      typeof value === 'object' && !(value instanceof Float)
        ? noWay(value, 'bool')
        : `The value '${toText(value)}' is not a valid boolean. Valid booleans include: ${words}`,
  });
}

/** A whole number, also from text. */
export function toInteger(value: Value): number {
  const number = numberOf(value);
  if (number === undefined || !Number.isInteger(number))
    throw inconvertible(value, 'int', {
      message: `must be a whole number, not ${describe(value)}`,
      reason: `"${toRepr(value)}" cannot be converted to an int`,
    });
  return number;
}

/** A number, also from text. */
export function toFloat(value: Value): number {
  const number = numberOf(value);
  if (number === undefined)
    throw inconvertible(value, 'float', {
      message: `must be a number, not ${describe(value)}`,
      reason: noWay(value, 'float'),
    });
  return number;
}

/** A path on the target: `~`, `$HOME` and `$USER` are expanded. */
export function toPath(value: Value, target: CoercionTarget): string {
  const text = toText(value);
  const [tilde, user] = /^~([A-Za-z_][\w.-]*)?(?=\/|$)/.exec(text) ?? [];
  const home = user === undefined ? target.home : target.homes?.get(user);
  // A tilde in front of no user's name is a character like any other, as in a shell.
  const expanded = tilde === undefined || home === undefined ? text : home + text.slice(tilde.length);
  return expanded.replace(/\$(?:\{(\w+)\}|(\w+))/g, (whole, braced: string | undefined, bare: string | undefined) => {
    const name = braced ?? bare;
    return name === 'HOME' ? target.home : name === 'USER' ? (target.user ?? whole) : whole;
  });
}

/** Clauses such as `u=rwX,go-w`; `a` stands for itself only. */
const symbolicMode = /^(a|[ugo]*)[-+=][rwxXstugo]*([-+=][rwxXstugo]*|,(a|[ugo]*)([-+=][rwxXstugo]*|$))*$/;

/**
 * Octal digits with a leading zero, or a symbolic mode, or `preserve`. Numbers are what YAML made of `0644`. A template
 * that gives nothing leaves the permissions as they are.
 */
export function toMode(value: Value): string {
  if (typeof value === 'number' && Number.isInteger(value) && value >= 0) return value.toString(8).padStart(4, '0');
  const text = toText(value).trim();
  if (/^(0o?)?[0-7]{1,5}$/.test(text)) return Number.parseInt(text.replace('o', ''), 8).toString(8).padStart(4, '0');
  if (text === '') return 'a+';
  if (text === 'preserve' || symbolicMode.test(text)) return text;
  throw new Misfit(
    `must be octal ("0644") or symbolic ("u=rw,go=r") permissions, not ${describe(value)}`,
    () => 'mode must be in octal or symbolic form',
    `bad symbolic permission for mode: ${text}`,
  );
}

const sizeUnits = 'bkmgtpezy';

/** A size such as `10M` in bytes (units are powers of 1024). */
export function toBytes(value: Value): number {
  const match = /^\s*(\d*\.?\d+)\s*([a-z]*)\s*$/i.exec(toText(value));
  const [, number = '', unit = ''] = match ?? [];
  const power = unit === '' ? 0 : sizeUnits.indexOf(unit.charAt(0).toLowerCase());
  const isUnit = /^([a-z]|[a-z]b|[a-z]ib|bytes?)?$/i.test(unit);
  if (!match || power < 0 || !isUnit)
    throw inconvertible(value, 'bytes', {
      message: `must be a size such as 10M, not ${describe(value)}`,
      reason: noWay(value, 'Byte value'),
    });
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
