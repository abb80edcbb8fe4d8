import { int, isInt } from '../../values/numbers.js';
import { Float, Tuple, type Value } from '../../values/value.js';
import type { RuntimeValue } from '../runtime.js';
import { bind, simple, type Methods } from './method.js';

type IntValue = number | bigint | boolean;

const intMethods: Methods<IntValue> = {
  bit_length: simple((value) => (Number(value) === 0 ? 0 : BigInt(value).toString(2).replace('-', '').length)),
  is_integer: simple(() => true),
  as_integer_ratio: simple((value) => Tuple.from([Number(value) === 0 ? 0 : int(BigInt(value)), 1])),
  conjugate: simple((value) => value),
};

const floatMethods: Methods<Float> = {
  is_integer: simple((value) => Number.isInteger(value.value)),
  conjugate: simple((value) => value),
};

/** A method or attribute of an int, bool or float. */
export function findNumberMember(value: IntValue | Float, name: string): RuntimeValue | undefined {
  const parts: Readonly<Record<string, Value>> = {
    real: typeof value === 'boolean' ? Number(value) : value,
    imag: isInt(value) ? 0 : new Float(0),
    ...(isInt(value) ? { numerator: typeof value === 'boolean' ? Number(value) : value, denominator: 1 } : {}),
  };
  if (Object.hasOwn(parts, name)) return parts[name];
  if (value instanceof Float) {
    const found = Object.hasOwn(floatMethods, name) ? floatMethods[name] : undefined;
    return found === undefined ? undefined : bind(value, name, found, 'float');
  }
  const found = Object.hasOwn(intMethods, name) ? intMethods[name] : undefined;
  return found === undefined ? undefined : bind(value, name, found, 'int');
}
