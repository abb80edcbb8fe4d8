import { tokenizeExpression } from './expression-lexer.js';
import type { Offset, Syntax } from './source.js';
import { patternsOf, type Ending, type SyntaxPatterns } from './syntax-patterns.js';
import { TemplateSyntaxError } from './syntax-error.js';
import type { Token } from './token.js';

/** Newlines as the lexer sees them: all `\n`, the last one dropped unless it is to be kept. */
export function normalizeNewlines(source: string, keepTrailing: boolean): string {
  const text = source.includes('\r') ? source.replace(/\r\n?/g, '\n') : source;
  return !keepTrailing && text.endsWith('\n') ? text.slice(0, -1) : text;
}

/** Splits a template's normalised text into tokens. A mistake becomes an `error` token where it stands. */
export function tokenize(text: string, syntax: Syntax): Token[] {
  const lexer = new Lexer(text, syntax);
  try {
    lexer.run();
  } catch (error) {
    if (!(error instanceof TemplateSyntaxError)) throw error;
    lexer.tokens.push({ type: 'error', value: error.message, offset: error.offset });
  }
  lexer.tokens.push({ type: 'end', value: '', offset: text.length });
  return lexer.tokens;
}

/** The tokens of a bare expression. */
export function tokenizeBare(text: string): Token[] {
  const tokens: Token[] = [];
  try {
    tokenizeExpression(text, { start: 0, end: undefined, type: 'end', rawBackslashes: false }, tokens);
  } catch (error) {
    if (!(error instanceof TemplateSyntaxError)) throw error;
    tokens.push({ type: 'error', value: error.message, offset: error.offset });
  }
  tokens.push({ type: 'end', value: '', offset: text.length });
  return tokens;
}

type OpeningKind = 'block' | 'variable' | 'comment' | 'raw' | 'line-statement' | 'line-comment';

interface Tag {
  readonly type: 'variable' | 'block';
  readonly end: Ending;
}

/** One run over a text: where it stands, and what it found. */
class Lexer {
  readonly tokens: Token[] = [];
  #offset: Offset = 0;
  readonly #patterns: SyntaxPatterns;

  constructor(
    readonly text: string,
    readonly syntax: Syntax,
  ) {
    this.#patterns = patternsOf(syntax);
  }

  run(): void {
    while (this.#offset < this.text.length) {
      const match = this.#find(this.#patterns.opening, this.#offset);
      if (match === null) return this.#data(this.text.slice(this.#offset));
      this.#before(match);
      this.#open(kindOf(match), match);
    }
  }

  #data(data: string): void {
    if (data !== '') this.tokens.push({ type: 'data', value: data, offset: this.#offset });
    this.#offset += data.length;
  }

  /** The text before an opening delimiter, stripped as the delimiter's sign and lstrip_blocks say. */
  #before(match: RegExpExecArray): void {
    const data = this.text.slice(this.#offset, match.index);
    const sign = match.groups?.['sign'] ?? match.groups?.['rawSign'] ?? '';
    const stripped =
      sign === '-' ? data.trimEnd() : this.#stripsLine(kindOf(match), sign) ? this.#stripLine(data) : data;
    this.#data(stripped);
    this.#offset = match.index;
  }

  #stripsLine(kind: OpeningKind, sign: string): boolean {
    return this.syntax.lstripBlocks && sign !== '+' && kind !== 'variable';
  }

  #stripLine(data: string): string {
    const lineStart = data.lastIndexOf('\n') + 1;
    const isAtLineStart = lineStart > 0 || this.#offset === 0 || this.text[this.#offset - 1] === '\n';
    return isAtLineStart && /^\s*$/.test(data.slice(lineStart)) ? data.slice(0, lineStart) : data;
  }

  #open(kind: OpeningKind, match: RegExpExecArray): void {
    const start = match.index;
    const inside = start + match[0].length;
    switch (kind) {
      case 'comment':
        return this.#comment(inside);
      case 'raw':
        return this.#raw(inside);
      case 'line-comment':
        return this.#lineComment(inside);
      case 'variable':
        return this.#expression(start, inside, { type: 'variable', end: this.#patterns.variableEnd });
      case 'block':
        return this.#expression(start, inside, { type: 'block', end: this.#patterns.blockEnd });
      case 'line-statement':
        return this.#expression(start, inside, { type: 'block', end: this.#patterns.lineStatementEnd });
    }
  }

  #comment(inside: Offset): void {
    const end = this.#find(this.#patterns.commentEnd, inside);
    if (end === null) throw new TemplateSyntaxError('Missing end of comment tag', this.#offset);
    this.#offset = end.index + end[0].length;
  }

  #raw(inside: Offset): void {
    const end = this.#find(this.#patterns.rawEnd, inside);
    if (end === null) throw new TemplateSyntaxError('Missing end of raw directive', this.#offset);
    this.#offset = inside;
    this.#before(end);
    this.#offset = end.index + end[0].length;
  }

  #lineComment(inside: Offset): void {
    const end = this.text.indexOf('\n', inside);
    this.#offset = end === -1 ? this.text.length : end;
  }

  #expression(start: Offset, inside: Offset, { type, end }: Tag): void {
    this.tokens.push({ type: `${type}_begin`, value: '', offset: start });
    const rawBackslashes = type === 'variable' && this.syntax.rawBackslashes;
    const bounds = { start: inside, end, type: `${type}_end`, rawBackslashes } as const;
    this.#offset = tokenizeExpression(this.text, bounds, this.tokens);
  }

  #find(pattern: RegExp, from: Offset): RegExpExecArray | null {
    pattern.lastIndex = from;
    return pattern.exec(this.text);
  }
}

function kindOf(match: RegExpExecArray): OpeningKind {
  const groups = match.groups ?? {};
  if (groups['raw'] !== undefined) return 'raw';
  if (groups['block'] !== undefined) return 'block';
  if (groups['comment'] !== undefined) return 'comment';
  if (groups['lineStatement'] !== undefined) return 'line-statement';
  return groups['lineComment'] === undefined ? 'variable' : 'line-comment';
}
