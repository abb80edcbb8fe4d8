import type { RuntimeValue } from '../template/runtime.js';
import { isEqual } from '../values/equal.js';
import { hashKey } from '../values/keys.js';
import { Float } from '../values/value.js';

/** A set under Python's equality: fast for scalars, by comparison for everything else. */
export class Seen {
  readonly #keys = new Set<string>();
  readonly #others: RuntimeValue[] = [];

  constructor(values: Iterable<RuntimeValue> = []) {
    for (const value of values) this.add(value);
  }

  has(value: RuntimeValue): boolean {
    const key = findHashKey(value);
    return key === undefined ? this.#others.some((other) => isEqual(other, value)) : this.#keys.has(key);
  }

  /** Adds a value; tells whether it is new. */
  add(value: RuntimeValue): boolean {
    if (this.has(value)) return false;
    const key = findHashKey(value);
    if (key === undefined) this.#others.push(value);
    else this.#keys.add(key);
    return true;
  }
}

function findHashKey(value: RuntimeValue): string | undefined {
  if (value === null || typeof value !== 'object' || value instanceof Float) return hashKey(value);
  return undefined;
}
