import type { Position } from '../../base/position.js';
import { originLines } from '../../reporters/ansible/source-excerpt.js';
import type { ReadSource } from '../../reporters/exact-place.js';
import { printable } from '../../reporters/style.js';

/** What is shown of an error. */
export interface ShownError {
  readonly message: string;
  readonly at?: Position | undefined;
  readonly hint?: string | undefined;
}

/** An error in the form of Ansible's: the message, its origin with the lines around it, and what may help. */
export function ansibleErrorText({ message, at, hint }: ShownError, readSource: ReadSource): string {
  const help = hint === undefined ? [] : [printable(hint)];
  const title = `[ERROR]: ${printable(message)}`;
  if (!at) return [title, ...help].join('\n');
  return [title, ...originLines(at, readSource).map(printable), '', ...help].join('\n');
}
