import type { Position } from '../base/position.js';
import { rememberOrigin } from '../values/origin.js';
import { rememberTrusted } from '../values/trust.js';
import type { Dict, Value } from '../values/value.js';
import { giveUp } from './common-yaml-lines.js';
import type { Lines } from './lines.js';
import { resolvePlain } from './plain-scalar.js';
import { textValue, type Trust } from './scalar.js';

/** A value and where it is written. */
export interface Placed {
  readonly value: Value;
  readonly at: Position;
}

interface Found {
  readonly placed: Placed;
  /** The offset after it. */
  readonly end: number;
}

const single = /'(?:[^'\n]|'')*'/y;
const double = /"(?:[^"\\\n]|\\[nt"\\])*"/y;
const plain = /[A-Za-z0-9_./$(][^\s,[\]{}:#'"]*(?: +[^\s,[\]{}:#'"]+)*(?= *[,\]}])/y;
const key = /[A-Za-z_][\w.-]*(?=: )/y;
const escapes: Readonly<Record<string, string>> = { n: '\n', t: '\t', '"': '"', '\\': '\\' };

/** Reads quoted scalars and brackets that end on the line where they begin. */
export class FlowReader {
  constructor(
    readonly text: string,
    readonly places: Lines,
    readonly trust: Trust,
  ) {}

  /** What begins at an offset with a quote or a bracket, and ends before `limit`. */
  find(offset: number, limit: number): Found | undefined {
    const found = this.#read(offset);
    if (found !== undefined && found.end > limit) giveUp();
    return found;
  }

  #read(offset: number): Found | undefined {
    switch (this.text[offset]) {
      case "'":
        return this.#quoted(offset, single, (body) => body.replaceAll("''", "'"));
      case '"':
        return this.#quoted(offset, double, unescape);
      case '[':
        return this.#readList(offset);
      case '{':
        return this.#readDict(offset);
      default:
        return undefined;
    }
  }

  #quoted(offset: number, pattern: RegExp, read: (body: string) => string): Found {
    const written = this.#match(pattern, offset) ?? giveUp();
    const at = this.places.positionAt(offset);
    const value = textValue(read(written.slice(1, -1)), () => at, this.trust);
    return { placed: { value, at }, end: offset + written.length };
  }

  #readInside(offset: number): Found {
    return this.#read(offset) ?? this.#readPlain(offset);
  }

  #readPlain(offset: number): Found {
    const written = this.#match(plain, offset) ?? giveUp();
    const at = this.places.positionAt(offset);
    const value = resolvePlain(written);
    const end = offset + written.length;
    return { placed: { value: typeof value === 'string' ? textValue(value, () => at, this.trust) : value, at }, end };
  }

  #readList(offset: number): Found {
    const at = this.places.positionAt(offset);
    const list: Value[] = [];
    const items: Position[] = [];
    const end = this.#each(offset, ']', (start) => {
      const item = this.#readInside(start);
      list.push(item.placed.value);
      items.push(item.placed.at);
      return item.end;
    });
    rememberOrigin(list, { at, items });
    if (this.trust === 'data') rememberTrusted(list, []);
    return { placed: { value: list, at }, end };
  }

  #readDict(offset: number): Found {
    const at = this.places.positionAt(offset);
    const dict: Dict = new Map();
    const keys = new Map<Value, Position>();
    const values = new Map<Value, Position>();
    const end = this.#each(offset, '}', (start) => {
      const written = this.#match(key, start) ?? giveUp();
      const name = resolvePlain(written);
      if (typeof name !== 'string' || dict.has(name)) giveUp();
      keys.set(name, this.places.positionAt(start));
      const { placed, end: after } = this.#readInside(this.#skipSpaces(start + written.length + 1));
      if (typeof placed.value === 'string') values.set(name, placed.at);
      dict.set(name, placed.value);
      return after;
    });
    rememberOrigin(dict, { at, keys, values });
    if (this.trust === 'data') rememberTrusted(dict, []);
    return { placed: { value: dict, at }, end };
  }

  /** Reads what stands between brackets, with commas between; returns the offset after the closing one. */
  #each(offset: number, closing: string, read: (start: number) => number): number {
    let at = this.#skipSpaces(offset + 1);
    if (this.text[at] === closing) return at + 1;
    for (;;) {
      at = this.#skipSpaces(read(at));
      if (this.text[at] === closing) return at + 1;
      if (this.text[at] !== ',' || this.text[at + 1] !== ' ') giveUp();
      at = this.#skipSpaces(at + 1);
    }
  }

  #skipSpaces(offset: number): number {
    let after = offset;
    while (this.text.charCodeAt(after) === 0x20) after++;
    return after;
  }

  #match(pattern: RegExp, offset: number): string | undefined {
    pattern.lastIndex = offset;
    return pattern.exec(this.text)?.[0];
  }
}

function unescape(body: string): string {
  return body.includes('\\') ? body.replace(/\\(.)/g, (_, letter: string) => escapes[letter] ?? giveUp()) : body;
}
