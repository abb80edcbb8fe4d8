import type { Position } from '../base/position.js';

/**
 * The values of playbooks, variables and templates, with Python's distinctions:
 * - int is an integral `number`, or a `bigint` beyond 2^53; float is a {@link Float} (so that 1 and 1.0 differ);
 * - str is `string`; list is an array; tuple is a {@link Tuple}; dict is a `Map` in insertion order; None is `null`;
 * - bytes is a `Uint8Array`; date and datetime are {@link Timestamp};
 * - text from trusted content that contains a template is a {@link TemplateText}, rendered when it is read;
 * - a `!vault` scalar is a {@link VaultText}, decrypted when it is read;
 * - a `!unsafe` scalar is an {@link UnsafeText}, which is its plain text when it is read.
 * Results of hosts, facts and lookups hold plain strings: they are never templates.
 */
export type Value =
  | null
  | boolean
  | number
  | bigint
  | string
  | Float
  | Timestamp
  | Uint8Array
  | TemplateText
  | VaultText
  | UnsafeText
  | Value[]
  | Dict;

/** A dict: keys keep their order. Keys are strings, ints, floats, booleans or null, as YAML allows. */
export type Dict = Map<Value, Value>;

/** A Python float. */
export class Float {
  constructor(readonly value: number) {}

  /** In JSON for programs a float is a number. */
  toJSON(): number {
    return this.value;
  }
}

/** An int beyond 2^53 in results as events tell them, which are written as JSON too. */
export class LongInt {
  constructor(readonly value: bigint) {}

  /** JSON for programs has no number that is exact: the digits are told. */
  toJSON(): string {
    return this.value.toString();
  }
}

/** A Python tuple: a list that says so until it leaves templating. */
export class Tuple extends Array<Value> {
  static override get [Symbol.species](): ArrayConstructor {
    return Array;
  }
}

/** A YAML timestamp or a template's date: a Python `date` when it has no time of day, else `datetime`. */
export class Timestamp {
  /** @param offsetMinutes the zone's offset from UTC, `undefined` for a naive datetime */
  constructor(
    readonly epochMilliseconds: number,
    readonly isDate: boolean,
    readonly offsetMinutes?: number,
    readonly microseconds: number = 0,
  ) {}
}

/** A Python `time`: a clock without a day, which TOML can hold and `datetime.time()` gives. */
export class TimeOfDay extends Timestamp {
  constructor(milliseconds: number, microseconds = 0) {
    super(milliseconds, false, undefined, microseconds);
  }
}

/** A string of trusted content (playbook, inventory, role, vars file) in which a template must be rendered when read. */
export class TemplateText {
  constructor(
    readonly source: string,
    readonly at: Position | undefined,
  ) {}
}

/** A `!vault` scalar: the armoured text as written. */
export class VaultText {
  constructor(
    readonly armoured: string,
    readonly at: Position | undefined,
  ) {}
}

/** A `!unsafe` scalar: text that is written in content, but is neither a template nor an expression. */
export class UnsafeText {
  constructor(
    readonly text: string,
    readonly at: Position | undefined,
  ) {}

  toString(): string {
    return this.text;
  }
}

/** The value with plain text for a `!unsafe` scalar, for what takes no expressions anyway. */
export function plainText(value: Value): Exclude<Value, UnsafeText> {
  return value instanceof UnsafeText ? value.text : value;
}

/** Whether a string must be rendered: it holds a template's opening delimiter. */
export function holdsTemplate(text: string): boolean {
  return text.includes('{{') || text.includes('{%') || text.includes('{#');
}

export function isDict(value: unknown): value is Dict {
  return value instanceof Map;
}

export function isList(value: unknown): value is Value[] {
  return Array.isArray(value);
}
