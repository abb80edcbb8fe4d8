import { ProvisionError } from '../base/errors.js';
import { nameText } from '../base/file-name.js';

/** Reads a script's output piece by piece; what is missing is E0802. */
export class OutputReader {
  #offset = 0;

  constructor(
    readonly output: Buffer,
    readonly question: string,
  ) {}

  get isAtEnd(): boolean {
    return this.#offset >= this.output.length;
  }

  /** A line, without its newline. */
  line(): string {
    return this.#upTo(0x0a);
  }

  /** A text that ends with NUL. */
  text(): string {
    return this.#upTo(0);
  }

  /** All that is left. */
  rest(): Buffer {
    return this.output.subarray(this.#offset);
  }

  /** So many bytes. */
  bytes(count: number): Buffer {
    if (!(count >= 0) || this.#offset + count > this.output.length) throw this.#unexpected();
    this.#offset += count;
    return this.output.subarray(this.#offset - count, this.#offset);
  }

  #upTo(terminator: number): string {
    const end = this.output.indexOf(terminator, this.#offset);
    if (end < 0) throw this.#unexpected();
    const text = nameText(this.output.subarray(this.#offset, end));
    this.#offset = end + 1;
    return text;
  }

  #unexpected(): ProvisionError {
    const seen = JSON.stringify(this.output.toString('utf8', Math.max(0, this.#offset - 80)).slice(-160));
    return new ProvisionError('E0802', `the target's answer about ${this.question} cannot be understood: ${seen}`, {
      hint: 'a file may have changed while it was looked at; run again',
    });
  }
}
