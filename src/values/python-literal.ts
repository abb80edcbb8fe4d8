import { Float, Tuple, type Value } from './value.js';

/**
 * The value of a text that is a Python literal (number, string, list, tuple, dict, set, True, False, None): INI
 * inventories type their values so. Bytes are text, sets are lists, and what has no such form (`...`, 1j) stays text. `undefined` when it is none, and stays text.
 */
export function findPythonLiteral(text: string): { readonly value: Value } | undefined {
  const reader = new LiteralReader(text.trim());
  try {
    return { value: reader.readAll() };
  } catch (error) {
    if (error instanceof NoLiteral) return undefined;
    throw error;
  }
}

class NoLiteral extends Error {}

/** One for all: most values of an inventory are no literals, and making an error costs more than reading the text. */
const noLiteral = new NoLiteral();

const blank = /(?:[ \t\n\f]|#[^\n]*$)*/y;
const word = /(?:True|False|None)\b/y;
const number =
  /(?:0[xX](?:_?[0-9a-fA-F])+|0[oO](?:_?[0-7])+|0[bB](?:_?[01])+|(?:\d(?:_?\d)*)?\.\d(?:_?\d)*(?:[eE][-+]?\d(?:_?\d)*)?|\d(?:_?\d)*\.?(?:[eE][-+]?\d(?:_?\d)*)?)(?![\w.])/y;
const string =
  /([rRuUbB]|[rR][bB]|[bB][rR])?('''(?:[^\\]|\\[^])*?'''|"""(?:[^\\]|\\[^])*?"""|'(?:[^'\\\n]|\\[^])*'|"(?:[^"\\\n]|\\[^])*")/y;

/** The imaginary part of a complex number, which stays text. */
const imaginary = /(\d+\.?\d*|\.\d+)[jJ](?!\w)/y;
const complex = /(\d+\.?\d*)\s*([-+])\s*(\d+\.?\d*)[jJ](?!\w)/y;
const emptySet = /set\(\s*\)/y;

const words: ReadonlyMap<string, Value> = new Map<string, Value>([
  ['True', true],
  ['False', false],
  ['None', null],
]);

class LiteralReader {
  #offset = 0;

  constructor(readonly text: string) {}

  readAll(): Value {
    const value = this.#read();
    // A comma at the top makes a tuple without parentheses.
    const items = this.#peek(',') ? this.#readMore(value) : undefined;
    if (this.#offset < this.text.length) throw noLiteral;
    return items ? Tuple.from(items) : value;
  }

  #readMore(first: Value): Value[] {
    const items = [first];
    while (this.#accept(',') && this.#offset < this.text.length) items.push(this.#read());
    return items;
  }

  #read(): Value {
    this.#skip();
    const next = this.text.charAt(this.#offset);
    if (next === '[') return this.#readItems('[', ']').items;
    if (next === '(') return this.#readParentheses();
    if (next === '{') return this.#readBraces();
    if (next === '-' || next === '+') return this.#readSigned();
    const name = this.#take(word);
    if (name !== undefined) return words.get(name[0]) ?? null;
    if (this.#take(emptySet)) return [];
    if (this.#accept('...')) return '...';
    return this.#readStrings() ?? this.#findImaginary() ?? this.#readNumber();
  }

  /** Complex numbers have no other form here than their text. */
  #findImaginary(): string | undefined {
    const sum = this.#take(complex);
    if (sum) return `(${Number(sum[1])}${sum[2]}${Number(sum[3])}j)`;
    const unit = this.#take(imaginary);
    return unit && `${Number(unit[1])}j`;
  }

  #readSigned(): Value {
    const sign = this.#accept('-') ? -1 : 1;
    if (sign === 1) this.#accept('+');
    this.#skip();
    const unit = this.#findImaginary();
    if (unit !== undefined) return sign === 1 ? unit : `(-0-${unit})`;
    const value = this.#readNumber();
    if (value instanceof Float) return new Float(sign * value.value);
    return sign === 1 ? value : typeof value === 'bigint' ? -value : value === 0 ? 0 : -Number(value);
  }

  #readNumber(): number | bigint | Float {
    const text = this.#take(number)?.[0].replaceAll('_', '');
    if (text === undefined) throw noLiteral;
    const isPrefixed = /^0[xob]/i.test(text);
    if (!isPrefixed && /[.eE]/.test(text)) return new Float(Number(text));
    if (!isPrefixed && /^0+[1-9]/.test(text)) throw noLiteral;
    const value = Number(text);
    return Number.isSafeInteger(value) ? value : BigInt(text);
  }

  /** One string, or several side by side, which Python joins. */
  #readStrings(): Value | undefined {
    let joined: string | undefined;
    let isBytes = false;
    for (let match = this.#take(string); match; match = this.#take(string)) {
      const prefix = (match[1] ?? '').toLowerCase();
      isBytes = prefix.includes('b');
      joined = (joined ?? '') + stringBody(match[2] ?? '', prefix.includes('r'));
      this.#skip();
    }
    return joined !== undefined && isBytes ? Buffer.from(joined, 'latin1').toString('utf8') : joined;
  }

  #readParentheses(): Value {
    const { items, hasComma } = this.#readItems('(', ')');
    return items.length === 1 && !hasComma ? (items[0] ?? null) : Tuple.from(items);
  }

  #readItems(open: string, close: string): { items: Value[]; hasComma: boolean } {
    this.#expect(open);
    const items: Value[] = [];
    let hasComma = false;
    while (!this.#peek(close)) {
      items.push(this.#read());
      if (!this.#accept(',')) break;
      hasComma = true;
    }
    this.#expect(close);
    return { items, hasComma };
  }

  /** A dict, or a set, which becomes a list. */
  #readBraces(): Value {
    this.#expect('{');
    const dict = new Map<Value, Value>();
    const set = new Set<Value>();
    while (!this.#peek('}')) {
      const key = this.#read();
      if (this.#accept(':')) dict.set(key, this.#read());
      else set.add(key);
      if (!this.#accept(',')) break;
    }
    this.#expect('}');
    if (dict.size > 0 && set.size > 0) throw noLiteral;
    return set.size > 0 ? [...set] : dict;
  }

  #peek(character: string): boolean {
    this.#skip();
    return this.text.startsWith(character, this.#offset);
  }

  #accept(character: string): boolean {
    if (!this.#peek(character)) return false;
    this.#offset += character.length;
    this.#skip();
    return true;
  }

  #expect(character: string): void {
    if (!this.#accept(character)) throw noLiteral;
  }

  #take(pattern: RegExp): RegExpExecArray | undefined {
    pattern.lastIndex = this.#offset;
    const match = pattern.exec(this.text);
    if (!match) return undefined;
    this.#offset = pattern.lastIndex;
    return match;
  }

  #skip(): void {
    this.#take(blank);
  }
}

const escapes: Readonly<Record<string, string>> = {
  n: '\n',
  t: '\t',
  r: '\r',
  a: '\x07',
  b: '\b',
  f: '\f',
  v: '\v',
  '\n': '',
};

function stringBody(quoted: string, isRaw: boolean): string {
  const marks = /^(?:'''|""")/.test(quoted) && quoted.length >= 6 ? 3 : 1;
  const body = quoted.slice(marks, -marks);
  if (isRaw) return body;
  return body.replace(
    /\\(?:x([0-9a-fA-F]{2})|u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8})|([0-7]{1,3})|([^]))/g,
    (whole: string, ...groups: unknown[]) => {
      const [hex, short, long, octal, other] = groups.map((group) => (typeof group === 'string' ? group : undefined));
      const code = hex ?? short ?? long;
      if (code !== undefined) return String.fromCodePoint(parseInt(code, 16));
      if (octal !== undefined) return String.fromCharCode(parseInt(octal, 8));
      return escapeOf(other ?? '', whole);
    },
  );
}

function escapeOf(character: string, whole: string): string {
  if (character === '\\' || character === "'" || character === '"') return character;
  return escapes[character] ?? whole;
}
