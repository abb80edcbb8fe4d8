/** Thrown where a text is not of the common kind, or where it might not be. */
export class Uncommon extends Error {}

export function giveUp(): never {
  throw new Uncommon();
}

/** The lines of a document with something on them, one after the other; blank lines and comments are passed over. */
export class ContentLines {
  /** Where the line begins, where its content does, and where it ends. */
  lineStart = 0;
  start = 0;
  end = -1;

  constructor(readonly text: string) {
    this.next();
    if (this.text.startsWith('---', this.start) && this.start === this.lineStart) this.#passMarker();
  }

  /** The column at which the content begins, from 0; -1 after the last line. */
  get indent(): number {
    return this.isAtEnd ? -1 : this.start - this.lineStart;
  }

  get isAtEnd(): boolean {
    return this.start >= this.text.length;
  }

  /** Goes on to the next line with content. */
  next(): void {
    for (let from = this.end + 1; ; from = this.end + 1) {
      this.moveTo(from);
      if (this.isAtEnd) return;
      const isMarker = this.start === from && /---|\.\.\.|%/y.test(this.text.slice(from, from + 3));
      if (isMarker && this.#seen) giveUp();
      if (this.start < this.end && this.text[this.start] !== '#') break;
    }
    this.#seen = true;
  }

  /** Makes the line that begins there the current one. */
  moveTo(lineStart: number): void {
    this.lineStart = lineStart;
    this.start = lineStart;
    while (this.text.charCodeAt(this.start) === 0x20) this.start++;
    const end = this.text.indexOf('\n', this.start);
    this.end = end === -1 ? this.text.length : end;
  }

  /** Takes what stands behind a dash as the line's content. */
  indentTo(start: number): void {
    this.start = start;
  }

  /** The first place from an offset on in the line that is no space. */
  skipSpaces(offset: number): number {
    let after = offset;
    while (after < this.end && this.text.charCodeAt(after) === 0x20) after++;
    return after;
  }

  /** Whether nothing but spaces and a comment follows; a comment has a space before it. */
  isBlankFrom(offset: number): boolean {
    const after = this.skipSpaces(offset);
    return after === this.end || (this.text[after] === '#' && after > offset);
  }

  #seen = false;

  #passMarker(): void {
    if (!this.isBlankFrom(this.start + 3)) giveUp();
    this.next();
    if (this.isAtEnd) giveUp();
  }
}
