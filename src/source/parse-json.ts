import { ProvisionError } from '../base/errors.js';
import type { Position } from '../base/position.js';
import { rememberOrigin } from '../values/origin.js';
import { rememberTrusted } from '../values/trust.js';
import { Float, TemplateText, holdsTemplate, type Dict, type Value } from '../values/value.js';
import { Lines } from './lines.js';
import { TextCursor } from './text-cursor.js';
import type { SourceOptions } from './parse-yaml.js';

/** Reads JSON as Python does: 1 and 1.0 differ, long integers stay exact, NaN and Infinity are allowed. Errors are E0103. */
export function parseJson(text: string, file: string, options: SourceOptions = {}): Value {
  const reader = new JsonReader(text, file, options.trusted ?? true);
  return reader.readDocument();
}

/** The value of a text that is JSON, as a box; `undefined` when it is not (YAML in braces, say). */
export function findJson(text: string, file: string, options: SourceOptions): { readonly value: Value } | undefined {
  if (!/^\s*[[{]/.test(text)) return undefined;
  try {
    return { value: parseJson(text, file, options) };
  } catch (error) {
    // The YAML reader then says what is wrong: every JSON text but a few is YAML too.
    if (error instanceof ProvisionError && error.code === 'E0103') return undefined;
    throw error;
  }
}

const number = /-?(?:0|[1-9]\d*)(\.\d+)?([eE][-+]?\d+)?/y;
const literal = /true|false|null|NaN|-?Infinity/y;
const string = /"(?:[^"\\\u0000-\u001f]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*"/y;
const space = /[ \t\r\n]*/y;

const literals: ReadonlyMap<string, Value> = new Map<string, Value>([
  ['true', true],
  ['false', false],
  ['null', null],
  ['NaN', new Float(NaN)],
  ['Infinity', new Float(Infinity)],
  ['-Infinity', new Float(-Infinity)],
]);

class JsonReader {
  readonly #cursor: TextCursor;
  readonly #lines: Lines;

  constructor(
    readonly text: string,
    file: string,
    readonly trusted: boolean,
  ) {
    this.#cursor = new TextCursor(text);
    this.#lines = new Lines(text, file);
  }

  readDocument(): Value {
    const value = this.#read();
    this.#skipSpace();
    if (!this.#cursor.isAtEnd) throw this.#problem('there is more text after the JSON value');
    return value;
  }

  #read(): Value {
    this.#skipSpace();
    const next = this.text.charAt(this.#cursor.offset);
    if (next === '{') return this.#readDict();
    if (next === '[') return this.#readList();
    if (next === '"') return this.#readText();
    const word = this.#cursor.take(literal);
    return word === undefined ? this.#readNumber() : (literals.get(word) ?? null);
  }

  #readText(): Value {
    const at = this.#here();
    const text = this.#readString();
    return this.trusted && holdsTemplate(text) ? new TemplateText(text, at) : text;
  }

  #readString(): string {
    const quoted = this.#cursor.take(string);
    if (quoted === undefined) throw this.#problem('a text in double quotes should stand here');
    return quoted.includes('\\') ? String(JSON.parse(quoted)) : quoted.slice(1, -1);
  }

  #readNumber(): Value {
    const text = this.#cursor.take(number);
    if (text === undefined) throw this.#problem('a JSON value should stand here');
    if (/[.eE]/.test(text)) return new Float(Number(text));
    const value = Number(text);
    return Number.isSafeInteger(value) ? value : BigInt(text);
  }

  #readList(): Value[] {
    const at = this.#here();
    const list: Value[] = [];
    const items: Position[] = [];
    this.#readMembers('[', ']', () => {
      items.push(this.#here());
      list.push(this.#read());
    });
    rememberOrigin(list, { at, items });
    if (!this.trusted) rememberTrusted(list, []);
    return list;
  }

  #readDict(): Dict {
    const at = this.#here();
    const dict: Dict = new Map();
    const keys = new Map<Value, Position>();
    this.#readMembers('{', '}', () => {
      const keyAt = this.#here();
      const key = this.#readString();
      this.#expect(':');
      keys.set(key, keyAt);
      dict.set(key, this.#read());
    });
    rememberOrigin(dict, { at, keys });
    if (!this.trusted) rememberTrusted(dict, []);
    return dict;
  }

  #readMembers(open: string, close: string, readMember: () => void): void {
    this.#expect(open);
    this.#skipSpace();
    if (this.#cursor.accept(close)) return;
    do {
      this.#skipSpace();
      readMember();
      this.#skipSpace();
    } while (this.#cursor.accept(','));
    this.#expect(close);
  }

  #expect(character: string): void {
    this.#skipSpace();
    if (!this.#cursor.accept(character)) throw this.#problem(`"${character}" is missing here`);
  }

  #skipSpace(): void {
    space.lastIndex = this.#cursor.offset;
    space.exec(this.text);
    this.#cursor.offset = space.lastIndex;
  }

  #here(): Position {
    return this.#lines.positionAt(this.#cursor.offset);
  }

  #problem(message: string): ProvisionError {
    return new ProvisionError('E0103', `bad JSON: ${message}`, { at: this.#here() });
  }
}
