import type { ChalkInstance } from 'chalk';
import type { DiffNote } from '../events/event.js';
import { unifiedDiff } from './unified-diff.js';
import { printable } from './style.js';

/** A difference as coloured lines of a unified diff. Attributes are compared one a line. */
export function diffLines(diff: DiffNote, style: ChalkInstance): string[] {
  const before = typeof diff.before === 'string' ? diff.before : attributeLines(diff.before);
  const after = typeof diff.after === 'string' ? diff.after : attributeLines(diff.after);
  const headers = { before: diff.beforeHeader ?? 'before', after: diff.afterHeader ?? 'after' };
  return unifiedDiff(before, after, headers).map((line) => colour(printable(line), style));
}

function attributeLines(attributes: Readonly<Record<string, unknown>>): string {
  return Object.entries(attributes)
    .map(([key, value]) => `${key}: ${JSON.stringify(value)}\n`)
    .join('');
}

function colour(line: string, style: ChalkInstance): string {
  if (line.startsWith('+')) return style.green(line);
  if (line.startsWith('-')) return style.red(line);
  return line.startsWith('@@') ? style.cyan(line) : line;
}
