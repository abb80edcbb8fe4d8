import type { Value } from '../values/value.js';

/** Where a {@link LazyDict} takes its members from. */
export interface DictSource {
  find(key: string): Value | undefined;
  keys(): Iterable<string>;
  /** Whether a member is text as it was written in content. */
  isWritten?(key: string): boolean;
}

/**
 * A dict whose members are made when they are read: `hostvars`, `vars` and other magic variables that would be dear
 * to build whole. Members are remembered.
 */
export class LazyDict extends Map<Value, Value> {
  readonly #source: DictSource;
  #isComplete = false;

  constructor(source: DictSource) {
    super();
    this.#source = source;
  }

  override get(key: Value): Value | undefined {
    if (super.has(key) || this.#isComplete || typeof key !== 'string') return super.get(key);
    const value = this.#source.find(key);
    if (value !== undefined) super.set(key, value);
    return value;
  }

  /** Whether a member is text as it was written in content. */
  isTrusted(key: Value): boolean {
    return typeof key === 'string' && (this.#source.isWritten?.(key) ?? false);
  }

  override has(key: Value): boolean {
    return this.get(key) !== undefined;
  }

  override get size(): number {
    return [...this.#source.keys()].length;
  }

  override *keys(): MapIterator<Value> {
    yield* this.#source.keys();
  }

  override *values(): MapIterator<Value> {
    for (const [, value] of this.entries()) yield value;
  }

  override *entries(): MapIterator<[Value, Value]> {
    for (const key of this.#source.keys()) {
      const value = this.get(key);
      if (value !== undefined) yield [key, value];
    }
  }

  override [Symbol.iterator](): MapIterator<[Value, Value]> {
    return this.entries();
  }

  override forEach(visit: (value: Value, key: Value, map: Map<Value, Value>) => void): void {
    for (const [key, value] of this.entries()) visit(value, key, this);
  }
}
