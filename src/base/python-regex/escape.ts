import { badPattern, unsupportedPattern } from './error.js';

const controlLetters: Readonly<Record<string, number>> = { a: 7, b: 8, f: 12, n: 10, r: 13, t: 9, v: 11, '\\': 92 };
const hexLengths: Readonly<Record<string, number>> = { x: 2, u: 4, U: 8 };

/** Whether a backslash starts an octal character: `\0`, or three octal digits. */
export function isOctalEscape(pattern: string, index: number): boolean {
  return pattern[index + 1] === '0' || /^\\[0-3][0-7][0-7]/.test(pattern.slice(index, index + 4));
}

/** The character that the escape at `index` stands for, and where the escape ends. */
export function escapedCodePoint(pattern: string, index: number): { codePoint: number; end: number } {
  const letter = pattern[index + 1];
  if (letter === undefined) throw badPattern('bad escape (end of pattern)', index);
  if (isOctalEscape(pattern, index)) return octal(pattern, index);
  const control = controlLetters[letter];
  if (control !== undefined) return { codePoint: control, end: index + 2 };
  if (letter === 'N') throw unsupportedPattern('a named character', pattern);
  const length = hexLengths[letter];
  if (length !== undefined) return hexadecimal(pattern, index, length);
  if (/[a-zA-Z0-9]/.test(letter)) throw badPattern(`bad escape \\${letter}`, index);
  const codePoint = pattern.codePointAt(index + 1) ?? 0;
  return { codePoint, end: index + (codePoint > 0xffff ? 3 : 2) };
}

function octal(pattern: string, index: number): { codePoint: number; end: number } {
  const digits = /^[0-7]{1,3}/.exec(pattern.slice(index + 1, index + 4))?.[0] ?? '0';
  return { codePoint: parseInt(digits, 8), end: index + 1 + digits.length };
}

function hexadecimal(pattern: string, index: number, length: number): { codePoint: number; end: number } {
  const end = index + 2 + length;
  const digits = pattern.slice(index + 2, end);
  if (!/^[0-9a-fA-F]+$/.test(digits) || digits.length !== length) {
    const partial = /^[0-9a-fA-F]*/.exec(digits)?.[0] ?? '';
    throw badPattern(`incomplete escape ${pattern.slice(index, index + 2)}${partial}`, index);
  }
  return { codePoint: parseInt(digits, 16), end };
}
