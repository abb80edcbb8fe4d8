import { ProvisionError } from '../base/errors.js';
import type { Position } from '../base/position.js';
import { rememberOrigin } from '../values/origin.js';
import { TemplateText, holdsTemplate, isDict, type Dict, type Value } from '../values/value.js';
import { Lines } from './lines.js';
import { TextCursor } from './text-cursor.js';
import { findTomlScalar } from './toml-scalar.js';
import { findTomlText, unescapeToml } from './toml-text.js';

const bareKey = /[A-Za-z0-9_-]+/y;
const quotedKey = /"(?:[^"\\\n]|\\.)*"|'[^'\n]*'/y;
const blank = /[ \t]*/y;
const blankLines = /(?:[ \t\r\n]|#[^\n]*)*/y;
const scalar = /[^\s,\]}#]+(?: \d\d:\d\d[^\s,\]}#]*)?/y;

/** Reads the parts of a TOML text, one after the other. */
export class TomlReader {
  readonly #cursor: TextCursor;
  readonly #lines: Lines;

  constructor(
    readonly text: string,
    file: string,
  ) {
    this.#cursor = new TextCursor(text);
    this.#lines = new Lines(text, file);
  }

  here(): Position {
    return this.#lines.positionAt(this.#cursor.offset);
  }

  problem(message: string, at: Position = this.here()): ProvisionError {
    return new ProvisionError('E0104', `bad TOML: ${message}`, { at });
  }

  startsWith(text: string): boolean {
    return this.#cursor.startsWith(text);
  }

  /** Skips empty lines and comments; whether there is more. */
  skipLines(): boolean {
    this.#cursor.take(blankLines);
    return !this.#cursor.isAtEnd;
  }

  /** After a header or a pair only a comment may stand. */
  endLine(): void {
    this.#cursor.take(/[ \t]*(?:#[^\n]*)?/y);
    if (!this.#cursor.isAtEnd && this.#cursor.take(/\r?\n/y) === undefined)
      throw this.problem('something else stands on this line');
  }

  readHeader(): { readonly keys: readonly string[]; readonly isArray: boolean } {
    const isArray = this.startsWith('[[');
    this.#cursor.offset += isArray ? 2 : 1;
    const keys = this.#readKeys();
    this.#expect(isArray ? ']]' : ']');
    return { keys, isArray };
  }

  readPair(): readonly [keys: readonly string[], value: Value] {
    const keys = this.#readKeys();
    this.#expect('=');
    return [keys, this.#readValue()];
  }

  #readKeys(): string[] {
    const keys: string[] = [];
    do {
      this.#cursor.take(blank);
      keys.push(this.#readKey());
      this.#cursor.take(blank);
    } while (this.#cursor.accept('.'));
    return keys;
  }

  #readKey(): string {
    const bare = this.#cursor.take(bareKey);
    if (bare !== undefined) return bare;
    const quoted = this.#cursor.take(quotedKey);
    if (quoted === undefined) throw this.problem('a key should stand here');
    return quoted.startsWith('"') ? this.#unescape(quoted.slice(1, -1)) : quoted.slice(1, -1);
  }

  #readValue(): Value {
    this.#cursor.take(blank);
    if (this.startsWith('[')) return this.#readArray();
    if (this.startsWith('{')) return this.#readInlineTable();
    const at = this.here();
    const found = findTomlText(this.text, this.#cursor.offset);
    if (found !== undefined) {
      this.#cursor.offset = found.end;
      const text = found.isRaw ? found.body : this.#unescape(found.body);
      return holdsTemplate(text) ? new TemplateText(text, at) : text;
    }
    const word = this.#cursor.take(scalar) ?? '';
    const value = findTomlScalar(word);
    if (value === undefined) throw this.problem(word === '' ? 'a value is missing here' : `"${word}" is no value`, at);
    return value;
  }

  #unescape(body: string): string {
    const text = unescapeToml(body);
    if (text === undefined) throw this.problem('an unknown escape in this text');
    return text;
  }

  #readArray(): Value[] {
    const at = this.here();
    const list: Value[] = [];
    this.#cursor.offset++;
    for (this.#cursor.take(blankLines); !this.#cursor.accept(']'); this.#cursor.take(blankLines)) {
      list.push(this.#readValue());
      this.#cursor.take(blankLines);
      if (!this.#cursor.accept(',') && !this.startsWith(']')) throw this.problem('"," or "]" is missing here');
    }
    rememberOrigin(list, { at });
    return list;
  }

  #readInlineTable(): Dict {
    const table: Dict = new Map();
    rememberOrigin(table, { at: this.here() });
    this.#cursor.offset++;
    this.#cursor.take(blank);
    while (!this.#cursor.accept('}')) {
      const [keys, value] = this.readPair();
      this.#set(table, keys, value);
      this.#cursor.take(blank);
      if (!this.#cursor.accept(',') && !this.startsWith('}')) throw this.problem('"," or "}" is missing here');
      this.#cursor.take(blank);
    }
    return table;
  }

  #set(table: Dict, keys: readonly string[], value: Value): void {
    let current = table;
    for (const key of keys.slice(0, -1)) {
      const next = current.get(key) ?? new Map<Value, Value>();
      if (!isDict(next)) throw this.problem(`"${keys.join('.')}" is set twice`);
      current.set(key, next);
      current = next;
    }
    const last = keys.at(-1) ?? '';
    if (current.has(last)) throw this.problem(`"${keys.join('.')}" is set twice`);
    current.set(last, value);
  }

  #expect(text: string): void {
    this.#cursor.take(blank);
    if (!this.#cursor.accept(text)) throw this.problem(`"${text}" is missing here`);
  }
}
