import { isBreak, isPrintable } from './analyze-scalar.js';
import type { Writer } from './writer.js';

/** What the scalar writers must know besides the text. */
export interface ScalarPlace {
  readonly indent: number;
  readonly bestIndent: number;
  readonly width: number;
  /** Whether long lines may be folded at spaces: not in keys. */
  readonly allowsBreaks: boolean;
  readonly isFlow: boolean;
}

type Characters = readonly string[];

export function writePlain(writer: Writer, characters: Characters, place: ScalarPlace): void {
  if (!writer.isWhitespace && (characters.length > 0 || place.isFlow)) writer.put(' ');
  writeFolding(writer, characters, place, { isQuoted: false });
  writer.isWhitespace = false;
  writer.isIndention = false;
}

export function writeSingleQuoted(writer: Writer, characters: Characters, place: ScalarPlace): void {
  writer.indicator("'", { spaced: true });
  const endsInBreak = writeFolding(writer, characters, place, { isQuoted: true });
  if (endsInBreak) writer.indent(place.indent);
  writer.indicator("'");
  writer.isWhitespace = false;
  writer.isIndention = false;
}

/** Plain and single quoted text: spaces may be folded, breaks are doubled. Tells whether it ended in a break. */
function writeFolding(
  writer: Writer,
  characters: Characters,
  place: ScalarPlace,
  { isQuoted }: { isQuoted: boolean },
): boolean {
  let inSpaces = false;
  let inBreaks = false;
  characters.forEach((character, index) => {
    if (character === ' ') {
      const isEdge = isQuoted && (index === 0 || index === characters.length - 1);
      const folds =
        place.allowsBreaks && !inSpaces && !isEdge && writer.column > place.width && characters[index + 1] !== ' ';
      if (folds) writer.indent(place.indent);
      else writer.put(' ');
      inSpaces = true;
    } else if (isBreak(character)) {
      if (!inBreaks && character === '\n') writer.break();
      writer.break(character);
      writer.isIndention = true;
      inBreaks = true;
    } else {
      if (inBreaks) writer.indent(place.indent);
      writer.put(isQuoted && character === "'" ? "''" : character);
      writer.isIndention = false;
      inSpaces = false;
      inBreaks = false;
    }
  });
  return inBreaks;
}

const escapes: Readonly<Record<string, string>> = {
  '\0': '0',
  '\x07': 'a',
  '\b': 'b',
  '\t': 't',
  '\n': 'n',
  '\v': 'v',
  '\f': 'f',
  '\r': 'r',
  '\x1b': 'e',
  '"': '"',
  '\\': '\\',
  '\x85': 'N',
  '\xa0': '_',
  '\u2028': 'L',
  '\u2029': 'P',
};

export function writeDoubleQuoted(writer: Writer, characters: Characters, place: ScalarPlace): void {
  writer.indicator('"', { spaced: true });
  let inSpaces = false;
  characters.forEach((character, index) => {
    if (mustEscape(character)) {
      writer.put(escaped(character));
      inSpaces = false;
    } else if (character === ' ') {
      const isEdge = index === 0 || index === characters.length - 1;
      if (place.allowsBreaks && !inSpaces && !isEdge && writer.column > place.width) {
        writer.indent(place.indent);
        if (characters[index + 1] === ' ') writer.put('\\');
      } else writer.put(' ');
      inSpaces = true;
    } else {
      writer.put(character);
      inSpaces = false;
    }
  });
  writer.indicator('"');
  writer.isWhitespace = false;
  writer.isIndention = false;
}

function mustEscape(character: string): boolean {
  return !isPrintable(character) || isBreak(character) || character === '"' || character === '\\';
}

function escaped(character: string): string {
  const letter = escapes[character];
  if (letter !== undefined) return `\\${letter}`;
  const code = character.codePointAt(0) ?? 0;
  const hex = code.toString(16).toUpperCase();
  if (code <= 0xff) return `\\x${hex.padStart(2, '0')}`;
  return code <= 0xffff ? `\\u${hex.padStart(4, '0')}` : `\\U${hex.padStart(8, '0')}`;
}

export function writeLiteral(writer: Writer, characters: Characters, place: ScalarPlace): void {
  writeBlockHeader(writer, '|', characters, place);
  let inBreaks = true;
  for (const character of characters) {
    if (isBreak(character)) {
      writer.break(character);
      writer.isIndention = true;
      inBreaks = true;
      continue;
    }
    if (inBreaks) writer.indent(place.indent);
    writer.put(character);
    writer.isIndention = false;
    inBreaks = false;
  }
}

export function writeFolded(writer: Writer, characters: Characters, place: ScalarPlace): void {
  writeBlockHeader(writer, '>', characters, place);
  let inBreaks = true;
  let leadsWithSpace = true;
  characters.forEach((character, index) => {
    if (isBreak(character)) {
      if (!inBreaks && !leadsWithSpace && character === '\n' && textFollows(characters, index)) writer.break();
      writer.break(character);
      writer.isIndention = true;
      inBreaks = true;
      return;
    }
    if (inBreaks) {
      writer.indent(place.indent);
      leadsWithSpace = character === ' ' || character === '\t';
    }
    const folds = !inBreaks && character === ' ' && characters[index + 1] !== ' ' && writer.column > place.width;
    if (folds) writer.indent(place.indent);
    else writer.put(character);
    writer.isIndention = false;
    inBreaks = false;
  });
}

/** Whether, after the breaks that begin here, a line follows that is not indented. */
function textFollows(characters: Characters, index: number): boolean {
  const next = characters.slice(index).find((character) => !isBreak(character));
  return next !== undefined && next !== ' ' && next !== '\t';
}

/** The indicator, the indentation where the text's own first line hides it, and what becomes of the last breaks. */
function writeBlockHeader(writer: Writer, indicator: string, characters: Characters, place: ScalarPlace): void {
  writer.indicator(indicator, { spaced: true });
  if (characters[0] === ' ' || isBreak(characters[0])) writer.indicator(String(place.bestIndent));
  const last = characters[characters.length - 1];
  const keepsBreaks = isBreak(last) && (characters.length === 1 || isBreak(characters[characters.length - 2]));
  if (!isBreak(last)) writer.indicator('-');
  else if (keepsBreaks) writer.indicator('+');
  writer.isOpenEnded = keepsBreaks;
  writer.break();
  writer.isIndention = true;
  writer.isWhitespace = true;
}
