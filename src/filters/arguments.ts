import { asElement, type RuntimeValue } from '../template/runtime.js';
import { isInt, isNumeric, toDouble } from '../values/numbers.js';
import { typeError } from '../values/python-error.js';
import { toText } from '../values/repr.js';
import { iterate } from '../values/sequence.js';
import { isTrue } from '../values/truth.js';
import { typeName } from '../values/type-name.js';
import { isDict, type Dict, type Value } from '../values/value.js';

/** An argument that must be an integer. */
export function integer(value: unknown): number {
  if (isInt(value)) return Number(value);
  throw typeError(`'${typeName(value)}' object cannot be interpreted as an integer`);
}

/** An argument that must be an integer, also as text. */
export function wholeNumber(value: unknown): number {
  return integer(typeof value === 'string' && /^\s*[+-]?\d+\s*$/.test(value) ? Number(value) : value);
}

/** An argument that may be left out or None. */
export function optionalInteger(value: unknown): number | undefined {
  return value === null || value === undefined ? undefined : integer(value);
}

/** An argument that must be a number. */
export function realNumber(value: unknown): number {
  if (isNumeric(value)) return toDouble(value);
  throw typeError(`must be real number, not ${typeName(value)}`);
}

/** An argument that may be left out or None, as text. */
export function optionalText(value: unknown): string | undefined {
  return value === null || value === undefined ? undefined : toText(value);
}

/** A flag, by Python's truth. */
export function flag(value: unknown): boolean {
  return isTrue(value);
}

/** An input or argument that must be text. */
export function requireText(value: unknown, problem: (type: string) => string = expectedText): string {
  if (typeof value === 'string') return value;
  throw typeError(problem(typeName(value)));
}

function expectedText(type: string): string {
  return `expected string or bytes-like object, got '${type}'`;
}

/** The items of anything that can be iterated, as a list of its own. */
export function itemsOf(value: RuntimeValue): RuntimeValue[] {
  return [...iterate(value)];
}

/** A list of what a running template holds: it may contain undefined values, which raise when they are used. */
export function runtimeList(items: readonly RuntimeValue[]): Value[] {
  return items.map(asElement);
}

/** Further named arguments, collected by the parameter that takes them. */
export function namedArguments(value: Value | undefined): Dict {
  return value !== undefined && isDict(value) ? value : new Map();
}

/** Further positional arguments, collected by the parameter that takes them. */
export function restArguments(value: Value | undefined): Value[] {
  return Array.isArray(value) ? value : [];
}
