import type { Position } from '../../base/position.js';
import type { ReadSource } from '../../reporters/error-text.js';
import { printable } from '../../reporters/style.js';

/** What is shown of an error. */
export interface ShownError {
  readonly message: string;
  readonly at?: Position | undefined;
  readonly hint?: string | undefined;
}

/** How many lines are shown above the one an error is in. */
const linesAbove = 2;

/** An error in the form of Ansible's: the message, its origin, and the lines around it. */
export function ansibleErrorText({ message, at, hint }: ShownError, readSource: ReadSource): string {
  const text = [message, ...(hint === undefined ? [] : [hint])].map(printable).join('\n');
  const title = `[ERROR]: ${text}`;
  return at ? `${title}\nOrigin: ${at.file}:${at.line}:${at.column}\n${excerpt(at, readSource)}` : title;
}

function excerpt({ file, line, column }: Position, readSource: ReadSource): string {
  const source = readSource(file)?.split('\n') ?? [];
  if (source[line - 1] === undefined) return '';
  const width = String(line).length;
  const first = Math.max(1, line - linesAbove);
  const shown = source.slice(first - 1, line);
  const numbered = shown.map((text, index) => `${String(first + index).padStart(width)} ${printable(text)}`);
  return ['', ...numbered, `${' '.repeat(width + column)}^ column ${column}`, ''].join('\n');
}
