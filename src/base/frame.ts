import type { Position } from './position.js';

const linesAround = 1;

/** The lines around a place, numbered, with carets under the word that begins there. `text` is the whole file. */
export function codeFrame(text: string, at: Position): string {
  const lines = text.split(/\r?\n/);
  const first = Math.max(1, at.line - linesAround);
  const last = Math.min(lines.length, at.line + linesAround);
  const width = String(last).length;
  const rows: string[] = [];
  for (let number = first; number <= last; number++) {
    const line = lines[number - 1] ?? '';
    // The end of the file is no line.
    if (number === lines.length && number !== at.line && line === '') continue;
    rows.push(`${String(number).padStart(width)} │ ${line}`.trimEnd());
    if (number === at.line) rows.push(`${' '.repeat(width)} │ ${underline(line, Math.max(0, at.column - 1))}`);
  }
  return rows.join('\n');
}

/** A key is all of its dotted name; elsewhere a dot stands between words. Tabs stay, so that the carets stand below. */
function underline(line: string, start: number): string {
  const rest = line.slice(start);
  const word = /^[\w.-]+(?=:(?:\s|$))/.exec(rest)?.[0] ?? /^\w+/.exec(rest)?.[0] ?? ' ';
  return line.slice(0, start).replace(/[^\t]/g, ' ').padEnd(start) + '^'.repeat(word.length);
}
