import { valueError, type PythonError } from '../python-error.js';
import { int } from '../numbers.js';
import { Float, type Dict, type Value } from '../value.js';

/** Reads JSON as Python's `json.loads` does, with its errors. */
export function parsePythonJson(text: string): Value {
  return new JsonReader(text).readDocument();
}

const space = /[ \t\n\r]*/y;
const number = /(-?(?:0|[1-9]\d*))(\.\d+)?([eE][-+]?\d+)?/y;
const literals = new Map<string, Value>([
  ['null', null],
  ['true', true],
  ['false', false],
  ['NaN', new Float(NaN)],
  ['Infinity', new Float(Infinity)],
  ['-Infinity', new Float(-Infinity)],
]);
const escapes: Readonly<Record<string, string>> = {
  '"': '"',
  '\\': '\\',
  '/': '/',
  b: '\b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
};

class JsonReader {
  #index = 0;

  constructor(readonly text: string) {}

  readDocument(): Value {
    if (this.text.startsWith('\ufeff')) throw this.#problem('Unexpected UTF-8 BOM (decode using utf-8-sig)', 0);
    this.#skipSpace();
    const value = this.#read();
    this.#skipSpace();
    if (this.#index < this.text.length) throw this.#problem('Extra data', this.#index);
    return value;
  }

  #read(): Value {
    const character = this.text[this.#index];
    if (character === '"') return this.#readText();
    if (character === '{') return this.#readDict();
    if (character === '[') return this.#readList();
    for (const [word, value] of literals)
      if (this.text.startsWith(word, this.#index)) return this.#take(word.length, value);
    return this.#readNumber();
  }

  #take<T>(length: number, value: T): T {
    this.#index += length;
    return value;
  }

  #readNumber(): Value {
    number.lastIndex = this.#index;
    const found = number.exec(this.text);
    if (found === null) throw this.#problem('Expecting value', this.#index);
    const isFloat = found[2] !== undefined || found[3] !== undefined;
    return this.#take(found[0].length, isFloat ? new Float(Number(found[0])) : int(BigInt(found[0])));
  }

  #readList(): Value[] {
    const list: Value[] = [];
    this.#index++;
    this.#skipSpace();
    if (this.text[this.#index] === ']') return this.#take(1, list);
    for (;;) {
      list.push(this.#read());
      if (this.#closes(']')) return list;
    }
  }

  #readDict(): Dict {
    const dict: Dict = new Map();
    this.#index++;
    this.#skipSpace();
    if (this.text[this.#index] === '}') return this.#take(1, dict);
    for (;;) {
      if (this.text[this.#index] !== '"')
        throw this.#problem('Expecting property name enclosed in double quotes', this.#index);
      const key = this.#readText();
      this.#skipSpace();
      if (this.text[this.#index] !== ':') throw this.#problem("Expecting ':' delimiter", this.#index);
      this.#index++;
      this.#skipSpace();
      dict.set(key, this.#read());
      if (this.#closes('}')) return dict;
    }
  }

  /** Whether the container ends here; else a comma must stand here, and is passed. */
  #closes(bracket: string): boolean {
    this.#skipSpace();
    const next = this.text[this.#index];
    if (next !== bracket && next !== ',') throw this.#problem("Expecting ',' delimiter", this.#index);
    this.#index++;
    if (next === bracket) return true;
    this.#skipSpace();
    return false;
  }

  #readText(): string {
    const start = this.#index++;
    let out = '';
    for (;;) {
      const character = this.text[this.#index];
      if (character === undefined) throw this.#problem('Unterminated string starting at', start);
      if (character === '"') return this.#take(1, out);
      if (character < ' ') throw this.#problem('Invalid control character at', this.#index);
      out += character === '\\' ? this.#readEscape(start) : this.#take(1, character);
    }
  }

  #readEscape(start: number): string {
    const letter = this.text[this.#index + 1];
    if (letter === undefined) throw this.#problem('Unterminated string starting at', start);
    if (letter === 'u') return this.#readUnicode();
    const character = escapes[letter];
    if (character === undefined) throw this.#problem('Invalid \\escape', this.#index);
    return this.#take(2, character);
  }

  #readUnicode(): string {
    const digits = this.text.slice(this.#index + 2, this.#index + 6);
    if (!/^[0-9a-fA-F]{4}$/.test(digits)) throw this.#problem('Invalid \\uXXXX escape', this.#index + 1);
    return this.#take(6, String.fromCharCode(parseInt(digits, 16)));
  }

  #skipSpace(): void {
    space.lastIndex = this.#index;
    this.#index += space.exec(this.text)?.[0].length ?? 0;
  }

  #problem(message: string, index: number): PythonError {
    const before = this.text.slice(0, index);
    const line = before.split('\n').length;
    const column = index - before.lastIndexOf('\n');
    return valueError(`${message}: line ${line} column ${column} (char ${index})`);
  }
}
