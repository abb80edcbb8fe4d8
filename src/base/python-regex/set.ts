import { classSet, eitherCase, isClassLetter, literal } from './classes.js';
import { badPattern } from './error.js';
import { escapedCodePoint } from './escape.js';

interface SetOptions {
  readonly ascii: boolean;
  /** Whether literals and ranges match either case by themselves. */
  readonly expandsCase: boolean;
}

/** One member of a set: a character, or a whole class. */
type Member = { readonly codePoint: number; readonly end: number } | { readonly set: string; readonly end: number };

/** Translates the character set that begins at `start`; `end` is the index after its closing bracket. */
export function translateSet(pattern: string, start: number, options: SetOptions): { source: string; end: number } {
  let index = start + 1;
  const isNegated = pattern[index] === '^';
  if (isNegated) index++;
  let inside = '';
  for (let isFirst = true; ; isFirst = false) {
    if (index >= pattern.length) throw badPattern('unterminated character set', start);
    if (pattern[index] === ']' && !isFirst) break;
    const piece = translateRange(pattern, index, start, options);
    inside += piece.source;
    index = piece.end;
  }
  return { source: `[${isNegated ? '^' : ''}${inside}]`, end: index + 1 };
}

function translateRange(
  pattern: string,
  index: number,
  start: number,
  options: SetOptions,
): { source: string; end: number } {
  const first = readMember(pattern, index, options);
  const hasDash = pattern[first.end] === '-' && pattern[first.end + 1] !== ']' && first.end + 1 < pattern.length;
  if (!hasDash) return { source: single(first, options), end: first.end };
  if (first.end + 1 >= pattern.length) throw badPattern('unterminated character set', start);
  const last = readMember(pattern, first.end + 1, options);
  if ('set' in first || 'set' in last || last.codePoint < first.codePoint) {
    throw badPattern(`bad character range ${pattern.slice(index, last.end)}`, index);
  }
  return { source: range(first.codePoint, last.codePoint, options), end: last.end };
}

function readMember(pattern: string, index: number, options: SetOptions): Member {
  if (pattern[index] !== '\\') {
    const codePoint = pattern.codePointAt(index) ?? 0;
    return { codePoint, end: index + (codePoint > 0xffff ? 2 : 1) };
  }
  const letter = pattern[index + 1] ?? '';
  if (letter !== '' && isClassLetter(letter)) return { set: classSet(letter, options.ascii), end: index + 2 };
  if (/[1-7]/.test(letter)) return octalMember(pattern, index);
  return escapedCodePoint(pattern, index);
}

/** Inside a set there are no back references: digits are always octal. */
function octalMember(pattern: string, index: number): Member {
  const digits = /^[0-7]{1,3}/.exec(pattern.slice(index + 1))?.[0] ?? '';
  return { codePoint: parseInt(digits, 8), end: index + 1 + digits.length };
}

function single(member: Member, options: SetOptions): string {
  if ('set' in member) return member.set;
  return options.expandsCase ? eitherCase(member.codePoint) : literal(member.codePoint);
}

/** A range in either case: the ASCII letters in it are added in the other case; beyond ASCII a range stays as it is. */
function range(first: number, last: number, options: SetOptions): string {
  let source = `${literal(first)}-${literal(last)}`;
  if (!options.expandsCase) return source;
  for (let code = Math.max(first, 0x41); code <= Math.min(last, 0x7a); code++) {
    const character = String.fromCodePoint(code);
    if (/[a-zA-Z]/.test(character)) source += eitherCase(code);
  }
  return source;
}
