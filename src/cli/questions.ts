import { createInterface, type Interface } from 'node:readline';
import { Writable } from 'node:stream';
import { ProvisionError } from '../base/errors.js';

/** The streams that questions are asked on. */
export interface QuestionStreams {
  readonly input: NodeJS.ReadableStream & { readonly isTTY?: boolean };
  /** Prompts are written here, so that standard output stays clean. */
  readonly output: NodeJS.WritableStream;
  /** Ctrl-C while a line is typed. */
  interrupt(): void;
  /**
   * Opens the terminal that the process belongs to, whatever its standard input is; `undefined` where it belongs to none.
   * What is hidden is asked there, as `getpass` does: `sshpass` and its like answer there, and a pipe stays whole.
   */
  openTerminal?(): Terminal | undefined;
}

/** A terminal that was opened for a question. */
export interface Terminal {
  readonly input: NodeJS.ReadableStream;
  readonly output: NodeJS.WritableStream;
  close(): void;
}

/** Asks for lines: of a terminal one at a time; of any other input all answers come from the same reader, so that none gets lost. */
export class Questions {
  readonly #streams: QuestionStreams;
  #piped: AsyncIterator<string> | undefined;

  constructor(streams: QuestionStreams) {
    this.#streams = streams;
  }

  /** The line that was typed; what is hidden is not shown meanwhile. Throws E0007 when the input ends. */
  async ask(prompt: string, { isHidden }: { readonly isHidden: boolean }): Promise<string> {
    const { input, output } = this.#streams;
    const terminal = isHidden ? this.#streams.openTerminal?.() : undefined;
    if (terminal) return this.#askHidden(prompt, terminal).finally(() => terminal.close());
    if (!input.isTTY) return this.#nextPiped(prompt);
    if (isHidden) return this.#askHidden(prompt, { input, output });
    output.write(prompt);
    return this.#typedLine(createInterface({ input, output, terminal: true }), prompt);
  }

  #askHidden(prompt: string, { input, output }: Pick<Terminal, 'input' | 'output'>): Promise<string> {
    const silent = new Writable({ write: (_chunk, _encoding, done) => done() });
    // What is typed is no longer shown from here on: a program may answer as soon as it sees the prompt.
    const lines = createInterface({ input, output: silent, terminal: true });
    const typed = this.#typedLine(lines, prompt);
    output.write(prompt);
    return typed.finally(() => output.write('\n'));
  }

  async #nextPiped(prompt: string): Promise<string> {
    this.#streams.output.write(prompt);
    this.#piped ??= createInterface({ input: this.#streams.input, terminal: false })[Symbol.asyncIterator]();
    const { value, done } = await this.#piped.next();
    this.#streams.output.write('\n');
    if (done === true) throw noAnswer(prompt);
    return value;
  }

  #typedLine(lines: Interface, prompt: string): Promise<string> {
    return new Promise<string>((answer, fail) => {
      lines.once('line', answer);
      lines.once('SIGINT', () => this.#streams.interrupt());
      lines.once('close', () => fail(noAnswer(prompt)));
    }).finally(() => lines.close());
  }
}

/** The error that the input ended without an answer. */
export function noAnswer(prompt: string): ProvisionError {
  return new ProvisionError('E0007', `EOFError (ctrl-d) on prompt for (${prompt.trim()})`, {
    hint: 'the input ended without an answer; give it in a file or in the environment when there is no terminal',
  });
}
