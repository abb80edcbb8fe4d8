import { Float } from './value.js';

/** An int as it is kept: a number while it is exact, else a bigint. */
export function int(value: bigint | number): number | bigint {
  if (typeof value === 'number') return Number.isSafeInteger(value) || !Number.isInteger(value) ? value : BigInt(value);
  return value >= BigInt(Number.MIN_SAFE_INTEGER) && value <= BigInt(Number.MAX_SAFE_INTEGER) ? Number(value) : value;
}

export function isInt(value: unknown): value is number | bigint | boolean {
  return typeof value === 'number' || typeof value === 'bigint' || typeof value === 'boolean';
}

/** Whether Python's arithmetic takes it as a number: int, float or bool. */
export function isNumeric(value: unknown): value is number | bigint | boolean | Float {
  return isInt(value) || value instanceof Float;
}

/** A number's nearest double. */
export function toDouble(value: number | bigint | boolean | Float): number {
  return value instanceof Float ? value.value : Number(value);
}

/** The integral part of a double, exactly. */
export function truncate(value: number): number | bigint {
  const whole = Math.trunc(value);
  return Number.isSafeInteger(whole) ? whole + 0 : int(BigInt(whole));
}
