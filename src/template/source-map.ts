import { startingAt, startOf, type Position } from '../base/position.js';
import { lineAndColumn, type Offset } from './source.js';

/** Where a template's text stands: offsets become lines and columns of its file. */
export class SourceMap {
  constructor(
    readonly text: string,
    readonly start: Position | undefined,
  ) {}

  /** The line within the template itself. */
  lineOf(offset: Offset): number {
    return lineAndColumn(this.text, offset).line;
  }

  positionOf(offset: Offset): Position {
    const { line, column } = lineAndColumn(this.text, offset);
    const { file, line: firstLine, column: firstColumn } = this.start ?? { file: '<template>', line: 1, column: 1 };
    const place = { file, line: firstLine + line - 1, column: line === 1 ? firstColumn + column - 1 : column };
    return startingAt(place, this.start && startOf(this.start));
  }
}
