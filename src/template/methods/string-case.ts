import { codePoints, textLength } from '../../values/code-points.js';
import { isInt } from '../../values/numbers.js';
import { typeError } from '../../values/python-error.js';
import { typeName } from '../../values/type-name.js';
import type { Value } from '../../values/value.js';
import { method, simple, type Methods } from './method.js';

/** Case, and padding to a width. */
export const caseMethods: Methods<string> = {
  upper: simple((text) => text.toUpperCase()),
  lower: simple((text) => text.toLowerCase()),
  casefold: simple((text) => text.toLowerCase().replaceAll('ß', 'ss').replaceAll('ς', 'σ')),
  capitalize: simple((text) => mapFirst(text, (first, rest) => titled(first) + rest.toLowerCase())),
  title: simple(titleCase),
  swapcase: simple((text) => codePoints(text).map(swap).join('')),
  center: method(1, 2, (text, width = 0, fill = ' ') => center(text, roomFor(text, width), fillOf(fill)), ['width']),
  ljust: method(1, 2, (text, width = 0, fill = ' ') => text + fillOf(fill).repeat(roomFor(text, width)), ['width']),
  rjust: method(1, 2, (text, width = 0, fill = ' ') => fillOf(fill).repeat(roomFor(text, width)) + text, ['width']),
  zfill: method(1, 1, (text, width = 0) => fillZeros(text, roomFor(text, width)), ['width']),
};

function mapFirst(text: string, change: (first: string, rest: string) => string): string {
  const [first, ...rest] = codePoints(text);
  return first === undefined ? '' : change(first, rest.join(''));
}

/** `str.title`: a letter after what is no letter is a capital. */
export function titleCase(text: string): string {
  return text.replace(/\p{L}+/gu, (word) => mapFirst(word, (first, rest) => titled(first) + rest.toLowerCase()));
}

/** A character that has two as a capital (`ß`) keeps the second one small. */
function titled(character: string): string {
  return mapFirst(character.toUpperCase(), (first, rest) => first + rest.toLowerCase());
}

function swap(character: string): string {
  const upper = character.toUpperCase();
  return character === upper ? character.toLowerCase() : upper;
}

function roomFor(text: string, width: Value): number {
  if (!isInt(width)) throw typeError(`'${typeName(width)}' object cannot be interpreted as an integer`);
  return Math.max(0, Number(width) - textLength(text));
}

function fillOf(fill: Value): string {
  if (typeof fill === 'string' && textLength(fill) === 1) return fill;
  throw typeError('The fill character must be exactly one character long');
}

/** Python puts the odd space on the left when the width is odd. */
function center(text: string, room: number, fill: string): string {
  const width = room + textLength(text);
  const left = Math.floor(room / 2) + ((room % 2) & (width % 2));
  return fill.repeat(left) + text + fill.repeat(room - left);
}

function fillZeros(text: string, room: number): string {
  const sign = text.startsWith('-') || text.startsWith('+') ? text.slice(0, 1) : '';
  return sign + '0'.repeat(room) + text.slice(sign.length);
}
