import { unescapeString } from './string-escapes.js';
import type { Offset } from './source.js';
import type { Ending } from './syntax-patterns.js';
import { TemplateSyntaxError } from './syntax-error.js';
import type { Token, TokenType } from './token.js';

export interface ExpressionBounds {
  readonly start: Offset;
  /** The closing delimiter; without one the expression runs to the end of the text. */
  readonly end: Ending | undefined;
  readonly type: TokenType;
  readonly rawBackslashes: boolean;
}

const float = /(?<!\.)(?:\d+_)*\d+(?:(?:\.(?:\d+_)*\d+)?[eE][+-]?(?:\d+_)*\d+|\.(?:\d+_)*\d+)/y;
const integer = /0[bB](?:_?[01])+|0[oO](?:_?[0-7])+|0[xX](?:_?[\da-fA-F])+|[1-9](?:_?\d)*|0(?:_?0)*/y;
const name = /[\p{L}\p{N}\p{M}\p{Pc}]+/uy;
const string = /'[^'\\]*(?:\\.[^'\\]*)*'|"[^"\\]*(?:\\.[^"\\]*)*"/sy;
const operators: ReadonlySet<string> = new Set('-+/*%~[](){}><=.:|,;');
const doubleOperators: ReadonlySet<string> = new Set(['//', '**', '==', '!=', '>=', '<=']);
const closing: Readonly<Record<string, string>> = { '(': ')', '[': ']', '{': '}' };

/** Reads an expression's tokens up to its closing delimiter and returns the offset after it. */
export function tokenizeExpression(text: string, bounds: ExpressionBounds, tokens: Token[]): Offset {
  const open: string[] = [];
  let offset = bounds.start;
  for (;;) {
    const afterBlanks = skipBlanks(text, offset);
    // Only a line statement's end may begin with the blanks before it.
    const early = afterBlanks === offset ? undefined : endAt(text, offset, bounds, open);
    if (early === undefined) offset = afterBlanks;
    const end = early ?? endAt(text, offset, bounds, open);
    if (end !== undefined) {
      tokens.push({ type: bounds.type, value: '', offset });
      return offset + end.length;
    }
    if (offset >= text.length) return offset;
    offset += readToken(text, offset, { bounds, open, tokens });
  }
}

/** The closing delimiter, where it stands outside of brackets. */
function endAt(text: string, offset: Offset, { end }: ExpressionBounds, open: readonly string[]): string | undefined {
  if (end === undefined || open.length > 0) return undefined;
  if (end.firstCharacters?.includes(text.charAt(offset)) === false) return undefined;
  return matchAt(end.pattern, text, offset);
}

function skipBlanks(text: string, offset: Offset): Offset {
  let after = offset;
  while (isBlank(text.charCodeAt(after))) after++;
  return after;
}

/** What `\s` matches: most blanks are spaces. */
function isBlank(code: number): boolean {
  if (code === 0x20 || (code >= 0x09 && code <= 0x0d)) return true;
  return code >= 0x80 && /\s/.test(String.fromCharCode(code));
}

interface Reading {
  readonly bounds: ExpressionBounds;
  readonly open: string[];
  readonly tokens: Token[];
}

/** Reads one token, and returns its length. */
function readToken(text: string, offset: Offset, { bounds, open, tokens }: Reading): number {
  const sign = operatorAt(text, offset);
  if (sign !== undefined) {
    balance(sign, offset, open);
    tokens.push({ type: 'operator', value: sign, offset });
    return sign.length;
  }
  const length =
    readNumber(text, offset, tokens) || readString(text, offset, bounds, tokens) || readName(text, offset, tokens);
  if (length > 0) return length;
  throw new TemplateSyntaxError(`unexpected char ${quoteChar(text, offset)} at ${offset}`, offset);
}

function operatorAt(text: string, offset: Offset): string | undefined {
  const two = text.slice(offset, offset + 2);
  if (doubleOperators.has(two)) return two;
  const one = two.charAt(0);
  return operators.has(one) ? one : undefined;
}

function readNumber(text: string, offset: Offset, tokens: Token[]): number {
  if (!isDigit(text.charCodeAt(offset))) return 0;
  const fraction = matchAt(float, text, offset);
  const number = fraction ?? matchAt(integer, text, offset) ?? '';
  tokens.push({ type: fraction === undefined ? 'integer' : 'float', value: number.replaceAll('_', ''), offset });
  return number.length;
}

function isDigit(code: number): boolean {
  return code >= 0x30 && code <= 0x39;
}

function readString(text: string, offset: Offset, { rawBackslashes }: ExpressionBounds, tokens: Token[]): number {
  const code = text.charCodeAt(offset);
  if (code !== 0x22 && code !== 0x27) return 0;
  const quoted = matchAt(string, text, offset);
  if (quoted === undefined) return 0;
  const body = quoted.slice(1, -1);
  tokens.push({ type: 'string', value: rawBackslashes ? body : unescapeString(body, offset), offset });
  return quoted.length;
}

function readName(text: string, offset: Offset, tokens: Token[]): number {
  const word = nameAt(text, offset);
  if (word !== '') tokens.push({ type: 'name', value: word, offset });
  return word.length;
}

function nameAt(text: string, offset: Offset): string {
  const length = asciiWordLength(text, offset);
  const isComplete = length > 0 && !(text.charCodeAt(offset + length) >= 0x80);
  if (isComplete) return text.slice(offset, offset + length);
  // A word with other letters is read with Unicode's categories.
  const word = matchAt(name, text, offset) ?? '';
  if (word !== '' && !/^[\p{L}\p{Nl}_]/u.test(word))
    throw new TemplateSyntaxError('Invalid character in identifier', offset);
  return word;
}

/** How many characters of a plain name stand here: letters, digits and underscores, a digit not first. */
function asciiWordLength(text: string, offset: Offset): number {
  let end = offset;
  for (;;) {
    const code = text.charCodeAt(end);
    const isLetter = (code >= 0x61 && code <= 0x7a) || (code >= 0x41 && code <= 0x5a) || code === 0x5f;
    if (!isLetter && !(isDigit(code) && end > offset)) return end - offset;
    end++;
  }
}

function balance(sign: string, offset: Offset, open: string[]): void {
  const wanted = closing[sign];
  if (wanted !== undefined) open.push(wanted);
  if (sign !== ')' && sign !== ']' && sign !== '}') return;
  const expected = open.pop();
  if (expected === undefined) throw new TemplateSyntaxError(`unexpected '${sign}'`, offset);
  if (expected !== sign) throw new TemplateSyntaxError(`unexpected '${sign}', expected '${expected}'`, offset);
}

function quoteChar(text: string, offset: Offset): string {
  const character = String.fromCodePoint(text.codePointAt(offset) ?? 0);
  return character === "'" ? `"'"` : `'${character}'`;
}

function matchAt(pattern: RegExp, text: string, offset: Offset): string | undefined {
  pattern.lastIndex = offset;
  return pattern.exec(text)?.[0];
}
