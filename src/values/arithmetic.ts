import { int, isInt, isNumeric, toDouble } from './numbers.js';
import { PythonError, typeError, zeroDivisionError } from './python-error.js';
import { RuntimeObject } from './runtime-object.js';
import { formatPercent } from './percent-format.js';
import { timeArithmetic } from './time-arithmetic.js';
import { typeName } from './type-name.js';
import { Float, Tuple, type Value } from './value.js';

export type ArithmeticOperator = '+' | '-' | '*' | '/' | '//' | '%' | '**';
type Operand = number | bigint | boolean | Float;

/** Python's arithmetic, for numbers and for what else has these operators. */
export function calculate(a: unknown, operator: ArithmeticOperator, b: unknown): Value | RuntimeObject {
  if (typeof a === 'number' && typeof b === 'number') return calculateInts(a, operator, b);
  if (a instanceof RuntimeObject) a.use();
  if (b instanceof RuntimeObject) b.use();
  if (isNumeric(a) && isNumeric(b)) return calculateNumbers(a, operator, b);
  return sequenceArithmetic(a, operator, b) ?? timeArithmetic(a, operator, b) ?? refuse(a, operator, b);
}

/** Unary minus and plus. */
export function negate(value: unknown): Value {
  return isNumeric(value)
    ? value instanceof Float
      ? new Float(-value.value)
      : int(-BigInt(value))
    : refuseUnary('-', value);
}

export function positive(value: unknown): Value {
  return isNumeric(value) ? (typeof value === 'boolean' ? Number(value) : value) : refuseUnary('+', value);
}

function refuseUnary(sign: string, value: unknown): never {
  if (value instanceof RuntimeObject) value.use();
  throw typeError(`bad operand type for unary ${sign}: '${typeName(value)}'`);
}

function calculateNumbers(a: Operand, operator: ArithmeticOperator, b: Operand): Value {
  if (isInt(a) && isInt(b)) return calculateInts(a, operator, b);
  return calculateFloats(toDouble(a), operator, toDouble(b));
}

function calculateInts(
  a: number | bigint | boolean,
  operator: ArithmeticOperator,
  b: number | bigint | boolean,
): Value {
  if (operator === '/') return new Float(divideInts(a, b));
  if (operator === '**' && Number(b) < 0) return calculateFloats(Number(a), operator, Number(b));
  const quick = fastInt(Number(a), operator, Number(b));
  if (
    quick !== undefined &&
    Number.isSafeInteger(quick) &&
    Number.isSafeInteger(Number(a)) &&
    Number.isSafeInteger(Number(b))
  )
    return quick;
  return int(exactInt(BigInt(a), operator, BigInt(b)));
}

function divideInts(a: number | bigint | boolean, b: number | bigint | boolean): number {
  if (Number(b) === 0) throw zeroDivisionError('division by zero');
  return Number(a) / Number(b);
}

function fastInt(a: number, operator: ArithmeticOperator, b: number): number | undefined {
  switch (operator) {
    case '+':
      return a + b;
    case '-':
      return a - b;
    case '*':
      return a * b + 0;
    default:
      return undefined;
  }
}

function exactInt(a: bigint, operator: ArithmeticOperator, b: bigint): bigint {
  switch (operator) {
    case '+':
      return a + b;
    case '-':
      return a - b;
    case '*':
      return a * b;
    case '//':
      return floorInt(a, b);
    case '%':
      if (b === 0n) throw zeroDivisionError('integer modulo by zero');
      return a - floorInt(a, b) * b;
    case '**':
      return a ** limitExponent(a, b);
    case '/':
      throw new PythonError('ArithmeticError', 'true division of integers gives a float');
  }
}

function floorInt(a: bigint, b: bigint): bigint {
  if (b === 0n) throw zeroDivisionError('integer division or modulo by zero');
  const quotient = a / b;
  return a % b !== 0n && a < 0n !== b < 0n ? quotient - 1n : quotient;
}

/** A power that would take all memory is refused rather than tried. */
function limitExponent(base: bigint, exponent: bigint): bigint {
  if (base > 1n || base < -1n) {
    if (exponent * BigInt(base.toString(2).length) > 10_000_000n)
      throw new PythonError('OverflowError', 'int too large');
  }
  return exponent;
}

function calculateFloats(a: number, operator: ArithmeticOperator, b: number): Value {
  switch (operator) {
    case '+':
      return new Float(a + b);
    case '-':
      return new Float(a - b);
    case '*':
      return new Float(a * b);
    case '/':
      if (b === 0) throw zeroDivisionError('float division by zero');
      return new Float(a / b);
    case '//':
      if (b === 0) throw zeroDivisionError('float floor division by zero');
      return new Float(Math.floor(a / b));
    case '%':
      return new Float(moduloFloat(a, b));
    case '**':
      return new Float(powerFloat(a, b));
  }
}

function moduloFloat(a: number, b: number): number {
  if (b === 0) throw zeroDivisionError('float modulo');
  const rest = a % b;
  return rest !== 0 && rest < 0 !== b < 0 ? rest + b : rest;
}

function powerFloat(a: number, b: number): number {
  if (a === 0 && b < 0) throw zeroDivisionError('0.0 cannot be raised to a negative power');
  const power = a ** b;
  if (!Number.isFinite(power) && Number.isFinite(a) && Number.isFinite(b)) {
    throw new PythonError('OverflowError', "(34, 'Numerical result out of range')");
  }
  return power;
}

function sequenceArithmetic(a: unknown, operator: ArithmeticOperator, b: unknown): Value | undefined {
  if (operator === '%' && typeof a === 'string') return formatPercent(a, b);
  if (operator === '+') return concatenate(a, b);
  if (operator !== '*') return undefined;
  if (isSequence(a)) return repeat(a, b);
  return isSequence(b) ? repeat(b, a) : undefined;
}

function isSequence(value: unknown): value is string | Value[] {
  return typeof value === 'string' || Array.isArray(value);
}

function concatenate(a: unknown, b: unknown): Value | undefined {
  if (!isSequence(a)) return undefined;
  if (typeof a === 'string' && typeof b === 'string') return a + b;
  if (Array.isArray(a) && Array.isArray(b) && typeName(a) === typeName(b)) {
    const items = Array.from([...a, ...b]);
    return a instanceof Tuple ? Tuple.from(items) : items;
  }
  const kind = typeName(a);
  throw typeError(`can only concatenate ${kind} (not "${typeName(b)}") to ${kind}`);
}

function repeat(sequence: string | Value[], times: unknown): Value {
  if (!isInt(times)) throw typeError(`can't multiply sequence by non-int of type '${typeName(times)}'`);
  const count = Math.max(0, Number(times));
  if (typeof sequence === 'string') return sequence.repeat(count);
  const items = Array.from({ length: count }, () => Array.from(sequence)).flat();
  return sequence instanceof Tuple ? Tuple.from(items) : items;
}

function refuse(a: unknown, operator: ArithmeticOperator, b: unknown): never {
  const sign = operator === '**' ? '** or pow()' : operator;
  throw typeError(`unsupported operand type(s) for ${sign}: '${typeName(a)}' and '${typeName(b)}'`);
}
