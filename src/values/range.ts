import type { Value } from './value.js';
import { valueError } from './python-error.js';

/** A Python range: a list of ints that says so when it is printed. */
export class Range extends Array<Value> {
  start = 0;
  stop = 0;
  step = 1;

  static override get [Symbol.species](): ArrayConstructor {
    return Array;
  }

  static between(start: number, stop: number, step = 1): Range {
    if (step === 0) throw valueError('range() arg 3 must not be zero');
    const range = new Range();
    for (let value = start; step > 0 ? value < stop : value > stop; value += step) range.push(value);
    return Object.assign(range, { start, stop, step });
  }

  describe(): string {
    return this.step === 1 ? `range(${this.start}, ${this.stop})` : `range(${this.start}, ${this.stop}, ${this.step})`;
  }
}
