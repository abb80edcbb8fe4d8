/** A place in a text that is read from the front to the back. */
export class TextCursor {
  offset = 0;

  constructor(readonly text: string) {}

  get isAtEnd(): boolean {
    return this.offset >= this.text.length;
  }

  startsWith(text: string): boolean {
    return this.text.startsWith(text, this.offset);
  }

  /** Moves behind a text that stands here, and says whether it did. */
  accept(text: string): boolean {
    if (!this.startsWith(text)) return false;
    this.offset += text.length;
    return true;
  }

  /** Moves behind what a sticky pattern matches here, and returns it. */
  take(pattern: RegExp): string | undefined {
    pattern.lastIndex = this.offset;
    const match = pattern.exec(this.text);
    if (!match) return undefined;
    this.offset = pattern.lastIndex;
    return match[0];
  }
}
