import { giveUp, type ContentLines } from './common-yaml-lines.js';

const header = /[|>](-?)(?: +#[^\n]*| *)(?:\n|$)/y;

/** The text of a block scalar (`|`, `|-`, `>`, `>-`) whose header stands at an offset; the line after it is then current. */
export function readBlockText(lines: ContentLines, offset: number, parentIndent: number): string {
  header.lastIndex = offset;
  const found = header.exec(lines.text) ?? giveUp();
  const written = collectLines(lines, parentIndent);
  const text = lines.text[offset] === '|' ? written.join('\n') : fold(written);
  return found[1] === '-' ? text : `${text}\n`;
}

/** The lines of the block without their indentation; blank ones at its end are left out. */
function collectLines(lines: ContentLines, parentIndent: number): string[] {
  const { text } = lines;
  const found: string[] = [];
  let indent = -1;
  for (;;) {
    if (lines.end >= text.length) giveUp();
    lines.moveTo(lines.end + 1);
    const column = lines.start - lines.lineStart;
    const isBlank = lines.start >= lines.end;
    if (indent === -1) indent = isBlank || column <= parentIndent ? giveUp() : column;
    if (lines.lineStart >= text.length || (!isBlank && column < indent)) break;
    // Blank lines may be as long as they like, but spaces beyond the indentation are text.
    found.push(text.slice(Math.min(lines.lineStart + indent, lines.end), lines.end));
  }
  if (!lines.isAtEnd && lines.indent > parentIndent) giveUp();
  stepBack(lines);
  while (found.at(-1) === '') found.pop();
  return found;
}

/** The line that ended the block may be a comment: it is looked for again. */
function stepBack(lines: ContentLines): void {
  lines.end = lines.lineStart - 1;
  lines.next();
}

/** Lines are joined by spaces, and blank ones are line breaks; lines with more indentation have rules of their own. */
function fold(lines: readonly string[]): string {
  let text = lines[0] ?? '';
  let blank = 0;
  for (const line of lines) if (line.startsWith(' ')) giveUp();
  for (const line of lines.slice(1)) {
    if (line === '') blank++;
    else {
      text += (blank === 0 ? ' ' : '\n'.repeat(blank)) + line;
      blank = 0;
    }
  }
  return text;
}
