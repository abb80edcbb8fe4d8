import type { Position } from '../base/position.js';
import { rememberOrigin } from '../values/origin.js';
import { rememberTrusted } from '../values/trust.js';
import type { Dict, Value } from '../values/value.js';
import { readBlockText } from './common-yaml-block.js';
import { FlowReader, type Placed } from './common-yaml-flow.js';
import { ContentLines, giveUp } from './common-yaml-lines.js';
import type { Lines } from './lines.js';
import { resolvePlain } from './plain-scalar.js';
import { textValue, type Trust } from './scalar.js';

const key = /[A-Za-z0-9_][\w.\-/]*(?: [\w.\-/]+)*:(?=[ \n]|$)/y;
/** A plain scalar begins with none of YAML's indicators; with a dash only before something else than a space. */
const plainStart = /[^\s!&*|>'"%@`#,[\]{}?:-]|-[^\s,[\]{}]/y;

/** Reads block mappings and lists by their indentation. */
export class CommonYamlReader {
  readonly #lines: ContentLines;
  readonly #flow: FlowReader;

  constructor(
    readonly text: string,
    readonly places: Lines,
    readonly trust: Trust,
  ) {
    this.#lines = new ContentLines(text);
    this.#flow = new FlowReader(text, places, trust);
  }

  readDocument(): Value {
    if (this.#lines.isAtEnd) giveUp();
    const { value } = this.#readBlock();
    if (!this.#lines.isAtEnd) giveUp();
    return value;
  }

  #readBlock(): Placed {
    return this.#isDash() ? this.#readList() : this.#readDict();
  }

  #isDash(): boolean {
    const { start, end } = this.#lines;
    return this.text[start] === '-' && (start + 1 === end || this.text[start + 1] === ' ');
  }

  #readList(): Placed {
    const { indent, start } = this.#lines;
    const at = this.places.positionAt(start);
    const list: Value[] = [];
    const items: Position[] = [];
    while (this.#lines.indent === indent && this.#isDash()) {
      const item = this.#readItem(indent);
      list.push(item.value);
      items.push(item.at);
    }
    if (this.#lines.indent > indent) giveUp();
    rememberOrigin(list, { at, items });
    if (this.trust === 'data') rememberTrusted(list, []);
    return { value: list, at };
  }

  #readItem(indent: number): Placed {
    const lines = this.#lines;
    const after = lines.skipSpaces(lines.start + 1);
    if (lines.isBlankFrom(lines.start + 1)) {
      lines.next();
      return lines.indent > indent ? this.#readBlock() : giveUp();
    }
    const dash = lines.start;
    lines.indentTo(after);
    if (this.#isDash() || this.#keyEnd() !== undefined) return this.#readBlock();
    lines.indentTo(dash);
    return this.#readScalar(after, indent);
  }

  /** Where the key of the current line ends, at its colon. */
  #keyEnd(): number | undefined {
    key.lastIndex = this.#lines.start;
    return key.test(this.text) ? key.lastIndex - 1 : undefined;
  }

  #readDict(): Placed {
    const { indent, start } = this.#lines;
    const at = this.places.positionAt(start);
    const dict: Dict = new Map();
    const keys = new Map<Value, Position>();
    const values = new Map<Value, Position>();
    while (this.#lines.indent === indent) {
      const keyStart = this.#lines.start;
      const colon = this.#keyEnd() ?? giveUp();
      const name = resolvePlain(this.text.slice(keyStart, colon));
      if (typeof name !== 'string' || dict.has(name)) giveUp();
      keys.set(name, this.places.positionAt(keyStart));
      const found = this.#readMember(colon + 1, indent);
      if (typeof found?.value === 'string') values.set(name, found.at);
      dict.set(name, found?.value ?? null);
    }
    if (this.#lines.indent > indent) giveUp();
    rememberOrigin(dict, { at, keys, values });
    if (this.trust === 'data') rememberTrusted(dict, []);
    return { value: dict, at };
  }

  /** What stands behind a key's colon or below it; nothing is none. */
  #readMember(offset: number, indent: number): Placed | undefined {
    const lines = this.#lines;
    if (!lines.isBlankFrom(offset)) return this.#readScalar(lines.skipSpaces(offset), indent);
    lines.next();
    if (lines.indent > indent) return this.#readBlock();
    return lines.indent === indent && this.#isDash() ? this.#readList() : undefined;
  }

  /** A scalar or something in brackets, which ends on its line, or a block of text. */
  #readScalar(offset: number, indent: number): Placed {
    const first = this.text[offset];
    if (first === '|' || first === '>') return this.#placed(offset, readBlockText(this.#lines, offset, indent));
    const flow = this.#flow.find(offset, this.#lines.end);
    const found = flow?.placed ?? this.#readPlain(offset);
    if (flow !== undefined && !this.#lines.isBlankFrom(flow.end)) giveUp();
    this.#lines.next();
    return found;
  }

  #readPlain(offset: number): Placed {
    plainStart.lastIndex = offset;
    if (!plainStart.test(this.text)) giveUp();
    const line = this.text.slice(offset, this.#lines.end);
    const comment = line.indexOf(' #');
    const text = (comment === -1 ? line : line.slice(0, comment)).trimEnd();
    if (text.includes(': ') || text.endsWith(':')) giveUp();
    const value = resolvePlain(text);
    return typeof value === 'string' ? this.#placed(offset, value) : { value, at: this.places.positionAt(offset) };
  }

  #placed(offset: number, text: string): Placed {
    const at = this.places.positionAt(offset);
    return { value: textValue(text, () => at, this.trust), at };
  }
}
