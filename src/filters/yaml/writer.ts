import { isBreak } from './analyze-scalar.js';

/** Text under construction, with what the emitter must know about where it stands. */
export class Writer {
  #out: string[] = [];
  column = 0;
  /** Whether the last thing written was white space. */
  isWhitespace = true;
  /** Whether only indentation and indicators stand on this line so far. */
  isIndention = true;
  /** Whether the document ends in a block scalar that keeps its last line breaks. */
  isOpenEnded = false;

  get text(): string {
    return this.#out.join('');
  }

  put(text: string): void {
    this.#out.push(text);
    this.column += text.length === 1 ? 1 : [...text].length;
  }

  break(character = '\n'): void {
    this.#out.push(character);
    this.column = 0;
  }

  indent(width: number): void {
    const isThere = this.isIndention && (this.column < width || (this.column === width && this.isWhitespace));
    if (!isThere) this.break();
    if (this.column < width) this.put(' '.repeat(width - this.column));
    this.isWhitespace = true;
    this.isIndention = true;
  }

  indicator(text: string, options: { spaced?: boolean; whitespace?: boolean; indention?: boolean } = {}): void {
    if (options.spaced === true && !this.isWhitespace) this.put(' ');
    this.put(text);
    this.isWhitespace = options.whitespace ?? false;
    this.isIndention = this.isIndention && (options.indention ?? false);
  }

  /** Text with breaks in it, each written as it is. */
  character(character: string): void {
    if (isBreak(character)) this.break(character);
    else this.put(character);
  }
}
