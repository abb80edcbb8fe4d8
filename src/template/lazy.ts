import { TemplateText, Tuple, UnsafeText, VaultText, isDict, isList, type Dict, type Value } from '../values/value.js';
import { Range } from '../values/range.js';
import { isTrusted, rememberTrusted } from '../values/trust.js';
import { asElement, type RuntimeValue } from './runtime.js';

/** Renders a leaf (template or vault text) when it is read. */
export type RenderLeaf = (leaf: TemplateText | VaultText) => RuntimeValue;

/** A raw value as templates see it: leaves rendered now, containers as copies whose elements are rendered when read. */
export function wrap(value: Value, render: RenderLeaf): RuntimeValue {
  if (typeof value !== 'object' || value === null) return value;
  if (value instanceof TemplateText || value instanceof VaultText) return render(value);
  if (value instanceof UnsafeText) return value.text;
  if (isDict(value)) return new LazyDict(value, render);
  return isList(value) && !(value instanceof Range) ? lazyList(value, render) : value;
}

function isLazy(value: Value): boolean {
  const isWritten = value instanceof TemplateText || value instanceof VaultText || value instanceof UnsafeText;
  return isWritten || isDict(value) || isList(value);
}

/** A copy of a list; elements that must be rendered are, when they are first read. */
function lazyList(list: readonly Value[], render: RenderLeaf): Value[] {
  const copy = list instanceof Tuple ? Tuple.from(list) : Array.from(list);
  const trusted: number[] = [];
  for (let index = 0; index < list.length; index++) {
    const item = list[index];
    if (typeof item === 'string' && isTrusted(list, index, item)) trusted.push(index);
    if (item !== undefined && isLazy(item)) defineLazy(copy, index, () => asElement(wrap(item, render)));
  }
  if (trusted.length > 0) rememberTrusted(copy, trusted);
  return copy;
}

function defineLazy(list: Value[], index: number, read: () => Value): void {
  const settle = (value: Value): void => {
    Object.defineProperty(list, index, { value, writable: true, enumerable: true, configurable: true });
  };
  const get = (): Value => {
    const value = read();
    settle(value);
    return value;
  };
  Object.defineProperty(list, index, { get, set: settle, enumerable: true, configurable: true });
}

/**
 * A dict over another whose members are rendered when they are read. Nothing is copied until a template changes it, so
 * that reading one member of a large dict costs one member.
 */
export class LazyDict extends Map<Value, Value> {
  #source: Dict;
  #isCopied = false;
  readonly #rendered = new Map<Value, Value>();
  readonly #render: RenderLeaf;

  constructor(source: Dict, render: RenderLeaf) {
    super();
    this.#source = source;
    this.#render = render;
  }

  /** Copies and filters make plain dicts. */
  static override get [Symbol.species](): MapConstructor {
    return Map;
  }

  override get size(): number {
    return this.#source.size;
  }

  override has(key: Value): boolean {
    return this.#source.has(key);
  }

  override get(key: Value): Value | undefined {
    const known = this.#rendered.get(key);
    if (known !== undefined) return known;
    const raw = this.#source.get(key);
    if (raw === undefined || !isLazy(raw)) return raw;
    const value = asElement(wrap(raw, this.#render));
    this.#rendered.set(key, value);
    return value;
  }

  /** Whether a member is text as it was written in content, and nothing that a template gave. */
  isTrusted(key: Value): boolean {
    const raw = this.#source.get(key);
    return typeof raw === 'string' && isTrusted(this.#source, key, raw);
  }

  override set(key: Value, value: Value): this {
    this.#own().set(key, value);
    this.#rendered.set(key, value);
    return this;
  }

  override delete(key: Value): boolean {
    this.#rendered.delete(key);
    return this.#own().delete(key);
  }

  override clear(): void {
    this.#rendered.clear();
    this.#own().clear();
  }

  override keys(): MapIterator<Value> {
    return this.#source.keys();
  }

  override *entries(): MapIterator<[Value, Value]> {
    for (const key of this.#source.keys()) {
      const value = this.get(key);
      if (value !== undefined) yield [key, value];
    }
  }

  override *values(): MapIterator<Value> {
    for (const [, value] of this.entries()) yield value;
  }

  override [Symbol.iterator](): MapIterator<[Value, Value]> {
    return this.entries();
  }

  override forEach(visit: (value: Value, key: Value, dict: Map<Value, Value>) => void): void {
    for (const [key, value] of this.entries()) visit(value, key, this);
  }

  /** The members as this dict's own, to be changed. */
  #own(): Dict {
    if (!this.#isCopied) this.#source = new Map(this.#source);
    this.#isCopied = true;
    return this.#source;
  }
}
