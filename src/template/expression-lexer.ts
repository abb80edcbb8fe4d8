import { unescapeString } from './string-escapes.js';
import type { Offset } from './source.js';
import { TemplateSyntaxError } from './syntax-error.js';
import type { Token, TokenType } from './token.js';

export interface ExpressionBounds {
  readonly start: Offset;
  /** The closing delimiter; without one the expression runs to the end of the text. */
  readonly end: RegExp | undefined;
  readonly type: TokenType;
  readonly rawBackslashes: boolean;
}

const whitespace = /\s+/y;
const float = /(?<!\.)(?:\d+_)*\d+(?:(?:\.(?:\d+_)*\d+)?[eE][+-]?(?:\d+_)*\d+|\.(?:\d+_)*\d+)/y;
const integer = /0[bB](?:_?[01])+|0[oO](?:_?[0-7])+|0[xX](?:_?[\da-fA-F])+|[1-9](?:_?\d)*|0(?:_?0)*/y;
const name = /[\p{L}\p{N}\p{M}\p{Pc}]+/uy;
const string = /'[^'\\]*(?:\\.[^'\\]*)*'|"[^"\\]*(?:\\.[^"\\]*)*"/sy;
const operator = /\/\/|\*\*|==|!=|>=|<=|[-+/*%~[\](){}><=.:|,;]/y;
const closing: Readonly<Record<string, string>> = { '(': ')', '[': ']', '{': '}' };

/** Reads an expression's tokens up to its closing delimiter and returns the offset after it. */
export function tokenizeExpression(text: string, bounds: ExpressionBounds, tokens: Token[]): Offset {
  const open: string[] = [];
  let offset = bounds.start;
  for (;;) {
    const end = open.length === 0 && bounds.end !== undefined ? matchAt(bounds.end, text, offset) : undefined;
    if (end !== undefined) {
      tokens.push({ type: bounds.type, value: '', offset });
      return offset + end.length;
    }
    offset += matchAt(whitespace, text, offset)?.length ?? 0;
    if (offset >= text.length) return offset;
    if (bounds.end !== undefined && open.length === 0 && matchAt(bounds.end, text, offset) !== undefined) continue;
    offset += readToken(text, offset, { bounds, open, tokens });
  }
}

interface Reading {
  readonly bounds: ExpressionBounds;
  readonly open: string[];
  readonly tokens: Token[];
}

function readToken(text: string, offset: Offset, reading: Reading): number {
  const token = numberAt(text, offset) ?? wordAt(text, offset, reading.bounds.rawBackslashes);
  if (token !== undefined) {
    reading.tokens.push(token.token);
    return token.length;
  }
  const sign = matchAt(operator, text, offset);
  if (sign === undefined)
    throw new TemplateSyntaxError(`unexpected char ${quoteChar(text, offset)} at ${offset}`, offset);
  balance(sign, offset, reading.open);
  reading.tokens.push({ type: 'operator', value: sign, offset });
  return sign.length;
}

interface Found {
  readonly token: Token;
  readonly length: number;
}

function numberAt(text: string, offset: Offset): Found | undefined {
  const fraction = matchAt(float, text, offset);
  if (fraction !== undefined) return found('float', fraction.replaceAll('_', ''), offset, fraction.length);
  const whole = matchAt(integer, text, offset);
  return whole === undefined ? undefined : found('integer', whole.replaceAll('_', ''), offset, whole.length);
}

function wordAt(text: string, offset: Offset, rawBackslashes: boolean): Found | undefined {
  const word = matchAt(name, text, offset);
  if (word !== undefined) {
    if (!/^[\p{L}\p{Nl}_]/u.test(word)) throw new TemplateSyntaxError('Invalid character in identifier', offset);
    return found('name', word, offset, word.length);
  }
  const quoted = matchAt(string, text, offset);
  if (quoted === undefined) return undefined;
  const body = quoted.slice(1, -1);
  return found('string', rawBackslashes ? body : unescapeString(body, offset), offset, quoted.length);
}

function found(type: TokenType, value: string, offset: Offset, length: number): Found {
  return { token: { type, value, offset }, length };
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
