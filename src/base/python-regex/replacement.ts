import { controlEscapes } from '../control-escapes.js';
import { badPattern } from './error.js';
import type { PythonMatch, PythonRegex } from './regex.js';

/** A piece of a replacement: text, or the number of a group. */
type Piece = string | number;

const controls: Readonly<Record<string, string>> = {
  ...controlEscapes,
  '\\': '\\',
};

/** Replaces matches as `re.sub` does: at most `count` when it is not 0. Tells how many were replaced. */
export function substitute(
  regex: PythonRegex,
  replacement: string,
  text: string,
  count = 0,
): { text: string; count: number } {
  const pieces = parseReplacement(replacement, regex);
  const matches = regex.matches(text).slice(0, count === 0 ? undefined : count);
  let out = '';
  let index = 0;
  for (const match of matches) {
    out += text.slice(index, match.start) + expand(pieces, match);
    index = match.end;
  }
  return { text: out + text.slice(index), count: matches.length };
}

function expand(pieces: readonly Piece[], match: PythonMatch): string {
  return pieces.map((piece) => (typeof piece === 'string' ? piece : (match.groups[piece] ?? ''))).join('');
}

/** Reads `\1`, `\g<name>`, `\g<1>`, octal and control escapes, with Python's errors for the rest. */
function parseReplacement(replacement: string, regex: PythonRegex): Piece[] {
  const pieces: Piece[] = [];
  const escape = /\\(?:g<([^>]*)>|(0[0-7]{0,2}|[0-3][0-7]{2})|([1-9]\d?)|([\s\S]?))/g;
  let index = 0;
  for (const found of replacement.matchAll(escape)) {
    pieces.push(replacement.slice(index, found.index), readEscape(found, regex));
    index = found.index + found[0].length;
  }
  pieces.push(replacement.slice(index));
  return pieces.filter((piece) => piece !== '');
}

function readEscape(found: RegExpExecArray, regex: PythonRegex): Piece {
  const [, name, octal, number, letter] = found;
  if (name !== undefined) return namedGroup(name, regex, found.index + 3);
  if (octal !== undefined) return String.fromCodePoint(parseInt(octal, 8));
  if (number !== undefined) return numberedGroup(Number(number), regex, found.index + 1);
  if (letter === undefined || letter === '') throw badPattern('bad escape (end of pattern)', found.index);
  const control = controls[letter];
  if (control !== undefined) return control;
  if (letter === 'g') throw badPattern('missing <', found.index + 2);
  if (/[a-zA-Z]/.test(letter)) throw badPattern(`bad escape \\${letter}`, found.index);
  return `\\${letter}`;
}

function namedGroup(name: string, regex: PythonRegex, index: number): number {
  if (name === '') throw badPattern('missing group name', index);
  if (/^\d+$/.test(name)) return numberedGroup(Number(name), regex, index);
  const number = regex.groupNames.get(name);
  if (number === undefined) throw badPattern(`unknown group name '${name}'`, index);
  return number;
}

function numberedGroup(number: number, regex: PythonRegex, index: number): number {
  if (number > regex.groupCount) throw badPattern(`invalid group reference ${number}`, index);
  return number;
}
