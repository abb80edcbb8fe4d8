import { Chalk, type ChalkInstance } from 'chalk';

/** The colours of the terminal output; plain text where colour is not wanted. */
export function paint(hasColour: boolean): ChalkInstance {
  return new Chalk({ level: hasColour ? 1 : 0 });
}

/** Text of a host or a file as it may be printed: without control characters that would move the cursor. */
export function printable(text: string): string {
  return text
    .replace(/\r\n/g, '\n')
    .replace(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/g, (char) => (char === '\u001b' ? '␛' : '�'));
}

/** A duration in milliseconds as people read it. */
export function durationText(milliseconds: number): string {
  if (milliseconds < 60_000) return `${(milliseconds / 1000).toFixed(1)}s`;
  const seconds = Math.round(milliseconds / 1000);
  return `${Math.floor(seconds / 60)}m${String(seconds % 60).padStart(2, '0')}s`;
}

/** Text cut to a width in columns, with an ellipsis. */
export function fit(text: string, width: number): string {
  if (textWidth(text) <= width) return text;
  let [kept, columns] = ['', 0];
  for (const char of text) {
    columns += charWidth(char);
    if (columns >= width) break;
    kept += char;
  }
  return `${kept}…`;
}

/** How many columns a terminal takes for text without control characters. */
export function textWidth(text: string): number {
  if (plain.test(text)) return text.length;
  let columns = 0;
  for (const char of text) columns += charWidth(char);
  return columns;
}

const plain = /^[\x20-\x7e\u2500-\u257f…·✓✗~↻]*$/;
const combining = /^[\p{Mn}\p{Me}\p{Cf}]$/u;
const wide =
  /^[\u1100-\u115f\u2e80-\u303e\u3041-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6\u{1f300}-\u{1f64f}\u{1f680}-\u{1f6ff}\u{1f900}-\u{1f9ff}\u{20000}-\u{3fffd}]$/u;

function charWidth(char: string): number {
  if (plain.test(char)) return 1;
  return combining.test(char) ? 0 : wide.test(char) ? 2 : 1;
}
