import { tokenizeExpression } from './expression-lexer.js';
import type { Offset, Syntax } from './source.js';
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

/** One run over a text: where it stands, and what it found. */
class Lexer {
  readonly tokens: Token[] = [];
  #offset: Offset = 0;
  readonly #opening: RegExp;

  constructor(
    readonly text: string,
    readonly syntax: Syntax,
  ) {
    this.#opening = openingPattern(syntax);
  }

  run(): void {
    while (this.#offset < this.text.length) {
      this.#opening.lastIndex = this.#offset;
      const match = this.#opening.exec(this.text);
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
        return this.#expression('variable', start, inside);
      case 'block':
        return this.#expression('block', start, inside);
      case 'line-statement':
        return this.#expression('line-statement', start, inside);
    }
  }

  #comment(inside: Offset): void {
    const end = this.#find(commentEndPattern(this.syntax), inside);
    if (end === null) throw new TemplateSyntaxError('Missing end of comment tag', this.#offset);
    this.#offset = end.index + end[0].length;
  }

  #raw(inside: Offset): void {
    const end = this.#find(rawEndPattern(this.syntax), inside);
    if (end === null) throw new TemplateSyntaxError('Missing end of raw directive', this.#offset);
    this.#offset = inside;
    this.#before(end);
    this.#offset = end.index + end[0].length;
  }

  #lineComment(inside: Offset): void {
    const end = this.text.indexOf('\n', inside);
    this.#offset = end === -1 ? this.text.length : end;
  }

  #expression(kind: 'variable' | 'block' | 'line-statement', start: Offset, inside: Offset): void {
    const type = kind === 'variable' ? 'variable' : 'block';
    this.tokens.push({ type: `${type}_begin`, value: '', offset: start });
    const end = endPattern(kind, this.syntax);
    const rawBackslashes = kind === 'variable' && this.syntax.rawBackslashes;
    this.#offset = tokenizeExpression(
      this.text,
      { start: inside, end, type: `${type}_end`, rawBackslashes },
      this.tokens,
    );
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

function openingPattern(syntax: Syntax): RegExp {
  const block = literal(syntax.blockStart);
  const choices: (readonly [delimiter: string, pattern: string])[] = [
    [syntax.blockStart, `(?<block>${block})`],
    [syntax.variableStart, `(?<variable>${literal(syntax.variableStart)})`],
    [syntax.commentStart, `(?<comment>${literal(syntax.commentStart)})`],
  ];
  // The longest delimiter is tried first, so that one may be the beginning of another.
  const delimiters = [...choices].sort(([a], [b]) => b.length - a.length).map(([, pattern]) => pattern);
  const raw = `(?<raw>${block}(?<rawSign>[-+]?)\\s*raw\\s*(?:-${literal(syntax.blockEnd)}\\s*|${literal(syntax.blockEnd)}))`;
  const others = [...linePatterns(syntax), ...delimiters].join('|');
  return new RegExp(`${raw}|(?:${others})(?<sign>[-+]?)`, 'gm');
}

function linePatterns(syntax: Syntax): string[] {
  const { lineStatementPrefix: statement, lineCommentPrefix: comment } = syntax;
  const patterns: string[] = [];
  if (comment !== undefined) patterns.push(`(?<lineComment>(?:^|(?<=\\S))[^\\S\\n]*${literal(comment)})`);
  if (statement !== undefined) patterns.push(`(?<lineStatement>^[ \\t\\v]*${literal(statement)})`);
  return patterns;
}

function endPattern(kind: 'variable' | 'block' | 'line-statement', syntax: Syntax): RegExp {
  if (kind === 'line-statement') return /\s*(?:\n|$)/y;
  const end = literal(kind === 'variable' ? syntax.variableEnd : syntax.blockEnd);
  if (kind === 'variable') return new RegExp(`-${end}\\s*|${end}`, 'y');
  return new RegExp(`\\+${end}|-${end}\\s*|${end}${syntax.trimBlocks ? '\\n?' : ''}`, 'y');
}

function commentEndPattern(syntax: Syntax): RegExp {
  const end = literal(syntax.commentEnd);
  return new RegExp(`\\+${end}|-${end}\\s*|${end}${syntax.trimBlocks ? '\\n?' : ''}`, 'g');
}

function rawEndPattern(syntax: Syntax): RegExp {
  const [start, end] = [literal(syntax.blockStart), literal(syntax.blockEnd)];
  const close = `\\+${end}|-${end}\\s*|${end}${syntax.trimBlocks ? '\\n?' : ''}`;
  return new RegExp(`(?<block>${start})(?<sign>[-+]?)\\s*endraw\\s*(?:${close})`, 'g');
}

function literal(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&');
}
