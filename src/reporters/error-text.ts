import { codeFrame } from '../base/frame.js';
import type { Position } from '../base/position.js';
import type { ErrorNote } from '../events/event.js';
import { placeText, type Look } from './look.js';
import { printable } from './style.js';

/** Reads a source file for a frame; `undefined` when it cannot or must not be shown. */
export type ReadSource = (path: string) => string | undefined;

/** What an error is shown with besides itself. */
export interface ErrorContext {
  /** The hosts it happened on. */
  readonly where?: string | undefined;
  /** Where the task is, for an error that has no place of its own. */
  readonly task?: Position | undefined;
}

type ErrorLook = Pick<Look, 'style' | 'readSource' | 'directory'>;

/** An error as lines: code, hosts and message, the place, the lines around it, the hint. */
export function errorLines(error: ErrorNote, look: ErrorLook, { where, task }: ErrorContext = {}): string[] {
  const { style } = look;
  const title = ['error', error.code, where === undefined ? undefined : `on ${where}`].filter(Boolean).join(' ');
  const [first = '', ...others] = printable(error.message).split('\n');
  const lines = [`${style.red.bold(title)}${style.red(':')} ${first}`, ...others.map((line) => `  ${line}`)];
  const at = error.at ?? task;
  if (at) lines.push(`  ${style.cyan(`┌─ ${placeText(at, look)}`)}`);
  if (error.at) lines.push(...frameLines(error.at, look));
  if (error.hint) lines.push(`  ${style.cyan('= hint:')} ${printable(error.hint)}`);
  return lines;
}

function frameLines(at: Position, { style, readSource }: ErrorLook): string[] {
  const source = readSource(at.file);
  if (source === undefined) return [];
  return codeFrame(source, at)
    .split('\n')
    .map((line) => `  ${style.dim(printable(line))}`);
}
