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
  return text.length <= width ? text : `${text.slice(0, Math.max(0, width - 1))}…`;
}
