import type { Position } from '../base/position.js';

/** Turns offsets of one text into positions. Fast when offsets are asked for in growing order, as parsers do. */
export class Lines {
  readonly #starts: number[] = [0];
  #current = 0;

  constructor(
    text: string,
    readonly file: string,
    /** The columns by which lines stand further to the right here than in the file. */
    private readonly moved: ReadonlyMap<number, number> = new Map(),
  ) {
    for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) this.#starts.push(at + 1);
  }

  positionAt(offset: number): Position {
    if (offset < this.#startOf(this.#current)) this.#current = this.#search(offset);
    while (offset >= this.#startOf(this.#current + 1)) this.#current++;
    const line = this.#current + 1;
    const column = offset - this.#startOf(this.#current) + 1;
    return { file: this.file, line, column: Math.max(1, column - (this.moved.get(line) ?? 0)) };
  }

  #startOf(line: number): number {
    return this.#starts[line] ?? Infinity;
  }

  #search(offset: number): number {
    let low = 0;
    let high = this.#current;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (this.#startOf(middle) <= offset) low = middle;
      else high = middle - 1;
    }
    return low;
  }
}
