/** A map whose values are made when they are first read. */
export class LateMap<Value> extends Map<string, Value> {
  readonly #makers: ReadonlyMap<string, () => Value>;

  constructor(makers: ReadonlyMap<string, () => Value>) {
    super();
    this.#makers = makers;
  }

  override get(name: string): Value | undefined {
    const made = super.get(name) ?? this.#makers.get(name)?.();
    if (made !== undefined) super.set(name, made);
    return made;
  }

  override has(name: string): boolean {
    return this.#makers.has(name);
  }

  override get size(): number {
    return this.#makers.size;
  }

  override keys(): MapIterator<string> {
    return this.#makers.keys() as MapIterator<string>;
  }

  override *values(): MapIterator<Value> {
    for (const [, value] of this) yield value;
  }

  override *entries(): MapIterator<[string, Value]> {
    for (const name of this.#makers.keys()) {
      const value = this.get(name);
      if (value !== undefined) yield [name, value];
    }
  }

  override [Symbol.iterator](): MapIterator<[string, Value]> {
    return this.entries();
  }

  override forEach(call: (value: Value, name: string, map: Map<string, Value>) => void): void {
    for (const [name, value] of this) call(value, name, this);
  }
}
