import type { Readable } from 'node:stream';

/** The marks around one script's output on one stream. They hold random text, so that no output can contain them by chance or intent. */
export interface Marks {
  readonly start: string;
  /** Followed by a note (the exit status) and a semicolon. */
  readonly end: string;
}

/** What stood between the marks, and the note after the end mark. */
export interface Marked {
  readonly body: Buffer;
  readonly note: string;
}

export interface ExpectOptions {
  readonly onStart?: (() => void) | undefined;
  readonly onChunk?: ((chunk: Buffer) => void) | undefined;
  /** `false` leaves the body empty: the chunks have been taken by `onChunk`. */
  readonly keep?: boolean | undefined;
}

interface Expected {
  readonly marks: Marks;
  readonly options: ExpectOptions;
  readonly resolve: (marked: Marked) => void;
}

type Phase = 'idle' | 'before' | 'body' | 'note';

const noiseKept = 4096;

/** Cuts a shell's output into the parts that belong to scripts, whatever bytes they hold. */
export class MarkedStream {
  #phase: Phase = 'idle';
  #carry = Buffer.alloc(0);
  #chunks: Buffer[] = [];
  /** What is waited for, in the order of the scripts; the first one is under way. */
  readonly #expected: Expected[] = [];
  #noise = '';
  #strays = 0;
  #frames = 0;

  constructor(readonly source: Readable) {
    source.on('data', (chunk: Buffer) => this.#push(chunk));
  }

  /** Text outside all marks: banners of the login, the reason of an early end. */
  get noise(): string {
    return this.#noise;
  }

  /** Bytes that arrived between two scripts: something left behind by a script still writes. */
  get strays(): number {
    return this.#strays;
  }

  /** Whether the marks of the current script have begun. */
  get hasStarted(): boolean {
    return this.#phase === 'body' || this.#phase === 'note';
  }

  /** Waits for what stands between these marks; marks that are waited for already come before them. */
  expect(marks: Marks, options: ExpectOptions = {}): Promise<Marked> {
    if (this.#phase === 'idle') this.#phase = 'before';
    return new Promise((resolve) => this.#expected.push({ marks, options, resolve }));
  }

  #push(chunk: Buffer): void {
    let rest: Buffer | undefined = this.#carry.length === 0 ? chunk : Buffer.concat([this.#carry, chunk]);
    this.#carry = Buffer.alloc(0);
    while (rest !== undefined && rest.length > 0) rest = this.#step(rest);
  }

  /** Consumes the bytes of the current phase; returns what belongs to the next one. */
  #step(data: Buffer): Buffer | undefined {
    const [current] = this.#expected;
    if (current === undefined) return this.#stray(data);
    switch (this.#phase) {
      case 'idle':
        return this.#stray(data);
      case 'before':
        return this.#seek(
          data,
          current.marks.start,
          (noise) => this.#stray(noise),
          () => this.#begin(current),
        );
      case 'body':
        return this.#seek(
          data,
          current.marks.end,
          (body) => this.#take(body, current),
          () => (this.#phase = 'note'),
        );
      case 'note':
        return this.#finish(data, current);
    }
  }

  /** Hands on what precedes the mark. Without the mark, the bytes that may be its beginning wait for more. */
  #seek(data: Buffer, mark: string, before: (bytes: Buffer) => void, found: () => void): Buffer | undefined {
    const index = data.indexOf(mark);
    const length = index < 0 ? data.length - overlap(data, mark) : index;
    if (length > 0) before(data.subarray(0, length));
    if (index < 0) {
      this.#carry = Buffer.from(data.subarray(length));
      return undefined;
    }
    found();
    return data.subarray(index + mark.length);
  }

  #begin({ options }: Expected): void {
    this.#phase = 'body';
    this.#frames++;
    options.onStart?.();
  }

  #take(chunk: Buffer, { options }: Expected): void {
    if (options.keep !== false) this.#chunks.push(chunk);
    options.onChunk?.(chunk);
  }

  #finish(data: Buffer, { resolve }: Expected): Buffer | undefined {
    const end = data.indexOf(';');
    if (end < 0) {
      this.#carry = Buffer.from(data);
      return undefined;
    }
    this.#expected.shift();
    this.#phase = this.#expected.length > 0 ? 'before' : 'idle';
    const body = this.#chunks.length === 1 && this.#chunks[0] ? this.#chunks[0] : Buffer.concat(this.#chunks);
    this.#chunks = [];
    resolve({ body, note: data.toString('latin1', 0, end) });
    return data.subarray(end + 1);
  }

  #stray(data: Buffer): undefined {
    if (this.#frames > 0) this.#strays += data.length;
    if (this.#noise.length < noiseKept) this.#noise += data.toString('utf8').slice(0, noiseKept);
    return undefined;
  }
}

/** How many of the last bytes may be the beginning of the mark. Others are handed on at once: somebody may wait for them. */
function overlap(data: Buffer, mark: string): number {
  for (let length = Math.min(data.length, mark.length - 1); length > 0; length--) {
    if (data.toString('latin1', data.length - length) === mark.slice(0, length)) return length;
  }
  return 0;
}
