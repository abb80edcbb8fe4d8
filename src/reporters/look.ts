import type { ChalkInstance } from 'chalk';
import type { Position } from '../base/position.js';
import { formatPosition } from '../base/position.js';
import type { ReadSource } from './exact-place.js';

/** How text for people is to look. */
export interface Look {
  readonly style: ChalkInstance;
  readonly readSource: ReadSource;
  /** Columns of the terminal; `undefined` when the output is a file or a pipe, where nothing is cut. */
  readonly width: number | undefined;
  /** `-v` and on: tasks that changed nothing are lines too, with results from `-vv`. */
  readonly verbosity: number;
  /** Files below it are named relative to it. */
  readonly directory: string | undefined;
}

/** A place as people name it: from where they are. */
export function placeText(at: Position, { directory }: Pick<Look, 'directory'>): string {
  const text = formatPosition(at);
  return directory !== undefined && text.startsWith(`${directory}/`) ? text.slice(directory.length + 1) : text;
}
