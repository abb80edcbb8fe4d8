/** A place in a source file. Lines and columns count from 1, columns in UTF-16 code units. */
export interface Position {
  readonly file: string;
  readonly line: number;
  readonly column: number;
}

/** `file:line:column`, as editors and terminals recognise it. */
export function formatPosition(at: Position): string {
  return `${at.file}:${at.line}:${at.column}`;
}

const starts = new WeakMap<Position, Position>();

/** Remembers of a place inside a text where that text begins, for those who tell that instead. */
export function startingAt(place: Position, start: Position | undefined): Position {
  if (start) starts.set(place, start);
  return place;
}

/** Where the text begins that a place is in; the place itself when it is in none. */
export function startOf(place: Position): Position {
  return starts.get(place) ?? place;
}
