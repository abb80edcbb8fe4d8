import type { Position } from './position.js';

const linesAround = 1;

/** The lines around a place, numbered, with a caret under the column. `text` is the whole file. */
export function codeFrame(text: string, at: Position): string {
  const lines = text.split(/\r?\n/);
  const first = Math.max(1, at.line - linesAround);
  const last = Math.min(lines.length, at.line + linesAround);
  const width = String(last).length;
  const rows: string[] = [];
  for (let number = first; number <= last; number++) {
    rows.push(`${String(number).padStart(width)} │ ${lines[number - 1] ?? ''}`.trimEnd());
    if (number === at.line) rows.push(`${' '.repeat(width)} │ ${' '.repeat(Math.max(0, at.column - 1))}^`);
  }
  return rows.join('\n');
}
