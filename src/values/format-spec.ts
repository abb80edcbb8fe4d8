import { codePoints, textLength } from './code-points.js';
import { floatDigits, type FloatKind } from './float-format.js';
import { isNumeric, toDouble } from './numbers.js';
import { typeError, valueError } from './python-error.js';
import { toText } from './repr.js';
import { typeName } from './type-name.js';
import { Float } from './value.js';

interface Spec {
  readonly fill: string;
  readonly align: string;
  readonly sign: string;
  readonly alternate: boolean;
  readonly width: number;
  readonly grouping: string;
  readonly precision: number | undefined;
  readonly type: string;
}

/** Python's `format(value, spec)`: fill, alignment, sign, width, grouping, precision and type. */
export function formatValue(value: unknown, specification: string): string {
  if (specification === '') return toText(value);
  const spec = parseSpec(specification, typeName(value));
  if (isNumeric(value)) return formatNumber(value, spec);
  if (typeof value === 'string') return formatText(value, spec);
  throw typeError(`unsupported format string passed to ${typeName(value)}.__format__`);
}

const grammar = /^(?:(.)?([<>=^]))?([-+ ])?(#)?(0)?(\d+)?([,_])?(?:\.(\d+))?([a-zA-Z%])?$/su;

function parseSpec(text: string, type: string): Spec {
  const match = grammar.exec(text);
  if (match === null) throw valueError(`Invalid format specifier '${text}' for object of type '${type}'`);
  const [, fill, align, sign = '-', alternate, zero, width = '0', grouping = '', precision, kind = ''] = match;
  return {
    fill: fill ?? (zero === undefined ? ' ' : '0'),
    align: align ?? (zero === undefined ? '' : '='),
    sign,
    alternate: alternate !== undefined,
    width: Number(width),
    grouping,
    precision: precision === undefined ? undefined : Number(precision),
    type: kind,
  };
}

function formatText(text: string, spec: Spec): string {
  if (spec.type !== '' && spec.type !== 's') throw unknownCode(spec.type, 'str');
  if (spec.grouping !== '') throw valueError(`Cannot specify '${spec.grouping}' with 's'.`);
  if (spec.align === '=') throw valueError("'=' alignment not allowed in string format specifier");
  const cut = spec.precision === undefined ? text : codePoints(text).slice(0, spec.precision).join('');
  return pad(cut, spec, '<');
}

function unknownCode(code: string, type: string): Error {
  return valueError(`Unknown format code '${code}' for object of type '${type}'`);
}

function formatNumber(value: number | bigint | boolean | Float, spec: Spec): string {
  if (!'bcdeEfFgGnoxX%'.includes(spec.type)) throw unknownCode(spec.type, typeName(value));
  const isInteger = !(value instanceof Float) && 'bcdoxXn'.includes(spec.type || 'd');
  const digits = isInteger ? integerDigits(BigInt(value), spec) : fractionDigits(value, spec);
  const isNegative = value instanceof Float ? value.value < 0 || Object.is(value.value, -0) : BigInt(value) < 0n;
  const sign = isNegative ? '-' : spec.sign === '-' ? '' : spec.sign;
  return padNumber(sign, digits, spec);
}

function integerDigits(value: bigint, spec: Spec): string {
  const size = value < 0n ? -value : value;
  if (spec.precision !== undefined) throw valueError('Precision not allowed in integer format specifier');
  switch (spec.type) {
    case 'c':
      return String.fromCodePoint(Number(size));
    case 'b':
      return (spec.alternate ? '0b' : '') + group(size.toString(2), spec.grouping, 4);
    case 'o':
      return (spec.alternate ? '0o' : '') + group(size.toString(8), spec.grouping, 4);
    case 'x':
      return (spec.alternate ? '0x' : '') + group(size.toString(16), spec.grouping, 4);
    case 'X':
      return (spec.alternate ? '0X' : '') + group(size.toString(16).toUpperCase(), spec.grouping, 4);
    default:
      return group(size.toString(), spec.grouping, 3);
  }
}

function fractionDigits(value: number | bigint | boolean | Float, spec: Spec): string {
  const size = Math.abs(toDouble(value));
  const { precision = 6 } = spec;
  const upper = spec.type !== spec.type.toLowerCase();
  const digits = plainFraction(size, spec, precision);
  const [whole = '', ...rest] = digits.split(/(?=[.e%])/);
  const grouped = group(whole, spec.grouping, 3) + rest.join('');
  return upper ? grouped.toUpperCase() : grouped;
}

function plainFraction(size: number, spec: Spec, precision: number): string {
  const kind = spec.type.toLowerCase();
  if (kind === '%') return `${floatDigits(size * 100, 'f', precision)}%`;
  if (kind === '')
    return spec.precision === undefined ? floatDigits(size, 'r', 0) : pointed(floatDigits(size, 'g', precision));
  const name: FloatKind | undefined =
    kind === 'n' ? 'g' : kind === 'e' || kind === 'f' || kind === 'g' ? kind : undefined;
  if (name === undefined) throw valueError(`Unknown format code '${spec.type}' for object of type 'float'`);
  return floatDigits(size, name, precision, spec.alternate);
}

/** Without a type, a float shows that it is one. */
function pointed(digits: string): string {
  return /[.en]/.test(digits) ? digits : `${digits}.0`;
}

function group(digits: string, separator: string, size: number): string {
  if (separator === '') return digits;
  return digits.replace(new RegExp(`\\B(?=([0-9a-fA-F]{${size}})+$)`, 'g'), separator);
}

function padNumber(sign: string, digits: string, spec: Spec): string {
  if (spec.align !== '=') return pad(sign + digits, spec, '>');
  if (spec.fill === '0' && spec.grouping !== '') return sign + groupedZeros(digits, spec, spec.width - sign.length);
  const room = spec.width - textLength(sign + digits);
  return room > 0 ? sign + spec.fill.repeat(room) + digits : sign + digits;
}

/** Zeros before grouped digits are grouped with them, which may be one more than the width asks for. */
function groupedZeros(digits: string, { grouping }: Spec, width: number): string {
  const size = grouping === '_' && digits.startsWith('0b') ? 4 : 3;
  const [whole = '', rest = ''] = /^([\d,_]*)(.*)$/s.exec(digits)?.slice(1) ?? [];
  let plain = whole.replaceAll(grouping, '');
  while (textLength(group(plain, grouping, size) + rest) < width) plain = `0${plain}`;
  return group(plain, grouping, size) + rest;
}

function pad(text: string, spec: Spec, usual: string): string {
  const room = spec.width - textLength(text);
  if (room <= 0) return text;
  switch (spec.align || usual) {
    case '<':
      return text + spec.fill.repeat(room);
    case '^':
      return spec.fill.repeat(Math.floor(room / 2)) + text + spec.fill.repeat(Math.ceil(room / 2));
    default:
      return spec.fill.repeat(room) + text;
  }
}
