/** What \d, \w, \s stand for, as the inside of a `v` mode character set: Python's Unicode rules, or ASCII under (?a). */
const unicodeClasses = {
  d: '\\p{Nd}',
  w: '\\p{L}\\p{N}_',
  s: '\\t-\\r\\x1c-\\x20\\x85\\xa0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000',
} as const;

const asciiClasses = { d: '0-9', w: 'a-zA-Z0-9_', s: '\\t-\\r\\x20' } as const;

export type ClassLetter = 'd' | 'D' | 'w' | 'W' | 's' | 'S';

export function isClassLetter(letter: string): letter is ClassLetter {
  return 'dDwWsS'.includes(letter);
}

/** A complete set for one class letter; capital letters stand for the complement. */
export function classSet(letter: ClassLetter, ascii: boolean): string {
  const inside = (ascii ? asciiClasses : unicodeClasses)[lowerLetter(letter)];
  return letter === letter.toLowerCase() ? `[${inside}]` : `[^${inside}]`;
}

/** A boundary between word and non-word, which JavaScript's own \b knows for ASCII only. */
export function wordBoundary(negated: boolean, ascii: boolean): string {
  const word = classSet('w', ascii);
  return negated
    ? `(?:(?<=${word})(?=${word})|(?<!${word})(?!${word}))`
    : `(?:(?<=${word})(?!${word})|(?<!${word})(?=${word}))`;
}

/** A literal code point, safe inside and outside of sets. */
export function literal(codePoint: number): string {
  const isPlain =
    (codePoint >= 0x30 && codePoint <= 0x39) ||
    (codePoint >= 0x41 && codePoint <= 0x5a) ||
    (codePoint >= 0x61 && codePoint <= 0x7a);
  return isPlain ? String.fromCodePoint(codePoint) : `\\u{${codePoint.toString(16)}}`;
}

/** A literal in either case, for parts of a pattern that ignore case on their own. */
export function eitherCase(codePoint: number): string {
  const character = String.fromCodePoint(codePoint);
  const forms = new Set([character, character.toLowerCase(), character.toUpperCase()]);
  const single = [...forms].filter((form) => [...form].length === 1).map((form) => literal(form.codePointAt(0) ?? 0));
  return single.length === 1 ? literal(codePoint) : `[${single.join('')}]`;
}

function lowerLetter(letter: ClassLetter): 'd' | 'w' | 's' {
  if (letter === 'd' || letter === 'D') return 'd';
  return letter === 'w' || letter === 'W' ? 'w' : 's';
}
