import { createHash, randomInt } from 'node:crypto';

const stateSize = 624;
const shift = 397;

/** A source of whole numbers below a bound. */
export interface RandomSource {
  below(bound: number): number;
}

/** Numbers that nobody can foresee. */
export const systemRandom: RandomSource = { below: (bound) => randomInt(bound) };

/** The numbers that Python's `random.Random(seed)` gives: a Mersenne Twister. */
export class PythonRandom implements RandomSource {
  readonly #state: Uint32Array;
  #index = stateSize;

  constructor(seed: string | number | bigint) {
    this.#state = seededState(wordsOf(typeof seed === 'string' ? textSeed(seed) : absolute(BigInt(seed))));
  }

  below(bound: number): number {
    const bits = bound.toString(2).length;
    let number = this.#bits(bits);
    while (number >= bound) number = this.#bits(bits);
    return number;
  }

  #bits(count: number): number {
    if (count <= 32) return this.#next() >>> (32 - count);
    const low = this.#next();
    return this.#bits(count - 32) * 2 ** 32 + low;
  }

  #next(): number {
    if (this.#index >= stateSize) this.#twist();
    let word = this.#state[this.#index++] ?? 0;
    word ^= word >>> 11;
    word ^= (word << 7) & 0x9d2c5680;
    word ^= (word << 15) & 0xefc60000;
    return (word ^ (word >>> 18)) >>> 0;
  }

  #twist(): void {
    const state = this.#state;
    for (let index = 0; index < stateSize; index++) {
      const mixed = ((state[index] ?? 0) & 0x80000000) | ((state[(index + 1) % stateSize] ?? 0) & 0x7fffffff);
      const far = state[(index + shift) % stateSize] ?? 0;
      state[index] = far ^ (mixed >>> 1) ^ (mixed & 1 ? 0x9908b0df : 0);
    }
    this.#index = 0;
  }
}

/** One of the items, as `random.choice` takes it. */
export function choose<T>(items: readonly T[], random: RandomSource): T | undefined {
  return items[random.below(items.length)];
}

/** The items in another order, as `random.shuffle` leaves them. */
export function shuffled<T>(items: readonly T[], random: RandomSource): T[] {
  const mixed = [...items];
  for (let index = mixed.length - 1; index > 0; index--) {
    const other = random.below(index + 1);
    const moved = mixed.slice(index, index + 1);
    mixed.splice(index, 1, ...mixed.slice(other, other + 1));
    mixed.splice(other, 1, ...moved);
  }
  return mixed;
}

/** Python appends the text's SHA-512 and reads all as one number. */
function textSeed(seed: string): bigint {
  const bytes = Buffer.from(seed, 'utf8');
  const all = Buffer.concat([bytes, createHash('sha512').update(bytes).digest()]);
  return BigInt(`0x${all.toString('hex')}`);
}

function absolute(value: bigint): bigint {
  return value < 0n ? -value : value;
}

function wordsOf(value: bigint): number[] {
  const words: number[] = [];
  for (let rest = value; rest > 0n; rest >>= 32n) words.push(Number(rest & 0xffffffffn));
  return words.length === 0 ? [0] : words;
}

function firstState(): Uint32Array {
  const state = new Uint32Array(stateSize);
  state[0] = 19650218;
  for (let index = 1; index < stateSize; index++) {
    const previous = state[index - 1] ?? 0;
    state[index] = Math.imul(1812433253, previous ^ (previous >>> 30)) + index;
  }
  return state;
}

/** The twister's initialisation by an array of words. */
function seededState(key: readonly number[]): Uint32Array {
  const state = firstState();
  let index = 1;
  const mix = (factor: number, addition: number, isAdded: boolean): void => {
    const previous = state[index - 1] ?? 0;
    const mixed = (state[index] ?? 0) ^ Math.imul(previous ^ (previous >>> 30), factor);
    state[index] = isAdded ? mixed + addition : mixed - index;
    if (++index < stateSize) return;
    state[0] = state[stateSize - 1] ?? 0;
    index = 1;
  };
  for (let step = 0; step < Math.max(stateSize, key.length); step++) {
    const position = step % key.length;
    mix(1664525, (key[position] ?? 0) + position, true);
  }
  for (let step = 0; step < stateSize - 1; step++) mix(1566083941, 0, false);
  state[0] = 0x80000000;
  return state;
}
