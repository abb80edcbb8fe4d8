import { closeSync, openSync, writeSync } from 'node:fs';

/** Milliseconds after which a line is on disk: what a killed run has done since is lost. */
const writtenWithin = 100;

/** A file of lines that only its owner can read, which grows while a run goes on. */
export class AppendedFile {
  readonly #file: number;
  #waiting = '';
  #timer: NodeJS.Timeout | undefined;

  /** Throws what the file system says when the file cannot be made. */
  constructor(path: string) {
    this.#file = openSync(path, 'a', 0o600);
  }

  write(text: string): void {
    this.#waiting += text;
    this.#timer ??= setTimeout(() => this.flush(), writtenWithin).unref();
  }

  flush(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    const text = this.#waiting;
    this.#waiting = '';
    if (text !== '') writeSync(this.#file, text);
  }

  close(): void {
    this.flush();
    closeSync(this.#file);
  }
}
