import { codePoints, textLength } from './code-points.js';
import { floatDigits } from './float-format.js';
import { findKey } from './keys.js';
import { isInt, isNumeric, toDouble, truncate } from './numbers.js';
import { PythonError, typeError, valueError } from './python-error.js';
import { toRepr, toText } from './repr.js';
import { typeName } from './type-name.js';
import { Float, Tuple } from './value.js';

const directive = /%(?:\(([^)]*)\))?([-+ #0]*)(\*|\d+)?(\.(?:\*|\d+)?)?[hlL]?(.)?/gsu;

interface Directive {
  readonly flags: string;
  readonly width: number;
  readonly precision: number | undefined;
  readonly type: string;
  /** Where its type stands in the format, for errors. */
  readonly index: number;
}

/** Python's `format % values`. */
export function formatPercent(format: string, values: unknown): string {
  const take = argumentSource(values);
  let text = '';
  let end = 0;
  for (const match of format.matchAll(directive)) {
    text += format.slice(end, match.index) + formatDirective(match, take);
    end = match.index + match[0].length;
  }
  take.finish();
  return text + format.slice(end);
}

function percentSign({ 0: whole, index }: RegExpExecArray): string {
  if (whole === '%%') return '%';
  throw valueError(`unsupported format character '%' (0x25) at index ${index + whole.length - 1}`);
}

function formatDirective(match: RegExpExecArray, take: ArgumentSource): string {
  const [whole, key, flags = '', width, precision, type] = match;
  if (type === undefined) throw valueError('incomplete format');
  if (type === '%') return percentSign(match);
  const wide = numberOf(width, take) ?? 0;
  const exact = numberOf(precision?.slice(1), take);
  const value = key === undefined ? take.next() : take.named(key);
  const index = match.index + whole.length - 1;
  return formatOne(value, {
    flags: wide < 0 ? `${flags}-` : flags,
    width: Math.abs(wide),
    precision: exact,
    type,
    index,
  });
}

/** A width or precision; a star takes it from the values. */
function numberOf(text: string | undefined, take: ArgumentSource): number | undefined {
  return text === '*' ? Number(take.next()) : text === undefined ? undefined : Number(text);
}

interface ArgumentSource {
  next(): unknown;
  named(key: string): unknown;
  finish(): void;
}

function argumentSource(values: unknown): ArgumentSource {
  const list = values instanceof Tuple ? values : [values];
  let used = 0;
  let usesNames = false;
  return {
    next() {
      if (used >= list.length) throw typeError('not enough arguments for format string');
      return list[used++];
    },
    named(key) {
      usesNames = true;
      if (!(values instanceof Map)) throw typeError('format requires a mapping');
      const found = findKey(values, key);
      if (found === undefined) throw new PythonError('KeyError', toRepr(key));
      return values.get(found.key);
    },
    finish() {
      const isIgnorable =
        usesNames || ((values instanceof Map || (Array.isArray(values) && !(values instanceof Tuple))) && used === 0);
      if (!isIgnorable && used < list.length) throw typeError('not all arguments converted during string formatting');
    },
  };
}

function formatOne(value: unknown, given: Directive): string {
  switch (given.type) {
    case 's':
      return padText(cut(toText(value), given.precision), given);
    case 'r':
    case 'a':
      return padText(cut(toRepr(value), given.precision), given);
    case 'c':
      return padText(character(value), given);
    case 'd':
    case 'i':
    case 'u':
      return padNumber(wholeNumber(value, given), 10, given);
    case 'o':
      return padNumber(wholeNumber(value, given), 8, given);
    case 'x':
    case 'X':
      return padNumber(wholeNumber(value, given), 16, given);
    default:
      return formatFloat(value, given);
  }
}

function cut(text: string, length: number | undefined): string {
  return length === undefined ? text : codePoints(text).slice(0, length).join('');
}

function character(value: unknown): string {
  if (isInt(value)) return String.fromCodePoint(Number(value));
  if (typeof value === 'string' && textLength(value) === 1) return value;
  throw typeError('%c requires int or char');
}

function wholeNumber(value: unknown, given: Directive): bigint {
  if (isInt(value)) return BigInt(value);
  if (value instanceof Float && 'diu'.includes(given.type)) return BigInt(truncate(value.value));
  const wanted = 'diu'.includes(given.type) ? 'a real number' : 'an integer';
  throw typeError(`%${given.type} format: ${wanted} is required, not ${typeName(value)}`);
}

function padNumber(value: bigint, radix: number, given: Directive): string {
  const size = (value < 0n ? -value : value).toString(radix).padStart(given.precision ?? 0, '0');
  const prefix = given.flags.includes('#') && radix !== 10 ? (radix === 8 ? '0o' : '0x') : '';
  const digits = given.type === 'X' ? (prefix + size).toUpperCase() : prefix + size;
  return padSigned(value < 0n ? '-' : plus(given), digits, given);
}

function formatFloat(value: unknown, given: Directive): string {
  const kind = given.type.toLowerCase();
  if (kind !== 'e' && kind !== 'f' && kind !== 'g') {
    const code = given.type.codePointAt(0)?.toString(16) ?? '';
    throw valueError(`unsupported format character '${given.type}' (0x${code}) at index ${given.index}`);
  }
  if (!isNumeric(value)) throw typeError(`must be real number, not ${typeName(value)}`);
  const number = toDouble(value);
  const digits = floatDigits(Math.abs(number), kind, given.precision ?? 6, given.flags.includes('#'));
  const isNegative = number < 0 || Object.is(number, -0);
  return padSigned(isNegative ? '-' : plus(given), given.type === kind ? digits : digits.toUpperCase(), given);
}

function plus(given: Directive): string {
  return given.flags.includes('+') ? '+' : given.flags.includes(' ') ? ' ' : '';
}

function padSigned(sign: string, digits: string, given: Directive): string {
  const room = given.width - sign.length - digits.length;
  if (room <= 0 || given.flags.includes('-') || !given.flags.includes('0')) return padText(sign + digits, given);
  return sign + '0'.repeat(room) + digits;
}

function padText(text: string, given: Directive): string {
  const room = Math.max(0, given.width - textLength(text));
  return given.flags.includes('-') ? text + ' '.repeat(room) : ' '.repeat(room) + text;
}
