import type { ChalkInstance } from 'chalk';
import { codeFrame } from '../base/frame.js';
import { formatPosition } from '../base/position.js';
import type { ErrorNote } from '../events/event.js';
import { printable } from './style.js';

/** Reads a source file for a frame; `undefined` when it cannot or must not be shown. */
export type ReadSource = (path: string) => string | undefined;

/** An error as a block: code and message, place, the lines around it, the hint. */
export function errorText(error: ErrorNote, style: ChalkInstance, readSource: ReadSource): string {
  const code = error.code ? ` ${error.code}` : '';
  const lines = [`${style.red.bold(`error${code}`)}${style.red(':')} ${printable(error.message)}`];
  if (error.at) {
    lines.push(`  ${style.cyan('┌─')} ${style.cyan(formatPosition(error.at))}`);
    const source = readSource(error.at.file);
    if (source !== undefined)
      lines.push(
        ...codeFrame(source, error.at)
          .split('\n')
          .map((line) => `  ${style.dim(printable(line))}`),
      );
  }
  if (error.hint) lines.push(`  ${style.cyan('= hint:')} ${printable(error.hint)}`);
  return lines.join('\n');
}
