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
