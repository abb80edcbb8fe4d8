import type { Position } from '../base/position.js';
import { placeInFile } from '../base/written-place.js';

/** Reads a source file for a frame; `undefined` when it cannot or must not be shown. */
export type ReadSource = (path: string) => string | undefined;

/** What is told with a place, and where the text begins that the place is in. */
export interface Placed {
  readonly at?: Position | undefined;
  readonly start?: Position | undefined;
}

/** Where it stands in its file: what is noted counts from the beginning of the text (`placeInFile`). */
export function exactPlace({ at, start }: Placed, readSource: ReadSource): Position | undefined {
  if (!at || !start) return at;
  const source = readSource(at.file);
  return source === undefined ? at : placeInFile(at, start, source);
}

/** The same with its place as in the file, for what cannot read files itself. */
export function withExactPlace<Told extends Placed>(told: Told, readSource: ReadSource): Told {
  return told.at && told.start ? { ...told, at: exactPlace(told, readSource), start: undefined } : told;
}
