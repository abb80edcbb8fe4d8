import type { Position } from './position.js';

/**
 * Where something in a text stands in its file. Templates count from the beginning of their text; in the file a quote, or the
 * line of a `|`, comes before that, and folded lines count as one.
 * @param at the place, counted from `start` as if the text were written there as it is
 * @param start where the text begins: at its quote, or its `|` or `>`
 * @param source the whole file
 */
export function placeInFile(at: Position, start: Position, source: string): Position {
  if (at === start || at.file !== start.file || at.line < start.line) return at;
  const lines = source.split(/\r?\n/);
  const first = (lines[start.line - 1] ?? '').slice(start.column - 1);
  if (/^[|>]/.test(first)) return placeInBlock(at, start, { lines, isFolded: first.startsWith('>') });
  const quoted = /^["']/.test(first) ? 1 : 0;
  if (at.line > start.line) return at;
  return placeInFolded({ ...at, column: at.column + quoted }, lines);
}

interface Block {
  readonly lines: readonly string[];
  readonly isFolded: boolean;
}

/** A block begins on the line behind its sign; its indentation is no part of it. */
function placeInBlock(at: Position, start: Position, { lines, isFolded }: Block): Position {
  const content = lines.slice(start.line).find((line) => line.trim() !== '') ?? '';
  const indentation = content.length - content.trimStart().length;
  const column = (at.line === start.line ? at.column - start.column + 1 : at.column) + indentation;
  const place = { file: at.file, line: at.line + 1, column };
  return isFolded ? placeInFolded(place, lines) : place;
}

/** Each line break of the file is one space of the text. */
function placeInFolded({ file, line, column }: Position, lines: readonly string[]): Position {
  const here = lines[line - 1] ?? '';
  const next = lines[line];
  if (column <= here.length || next === undefined || next.trim() === '') return { file, line, column };
  const indentation = next.length - next.trimStart().length;
  return placeInFolded({ file, line: line + 1, column: column - here.length - 1 + indentation }, lines);
}
