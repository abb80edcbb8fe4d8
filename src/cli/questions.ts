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
    output.write(prompt);
    if (!input.isTTY) return this.#nextPiped(prompt);
    const silent = new Writable({ write: (_chunk, _encoding, done) => done() });
    const lines = createInterface({ input, output: isHidden ? silent : output, terminal: true });
    try {
      return await this.#typedLine(lines, prompt);
    } finally {
      lines.close();
      if (isHidden) output.write('\n');
    }
  }

  async #nextPiped(prompt: string): Promise<string> {
    this.#piped ??= createInterface({ input: this.#streams.input, terminal: false })[Symbol.asyncIterator]();
    const { value, done } = await this.#piped.next();
    this.#streams.output.write('\n');
    if (done === true) throw noAnswer(prompt);
    return value;
  }

  #typedLine(lines: Interface, prompt: string): Promise<string> {
    return new Promise((answer, fail) => {
      lines.once('line', answer);
      lines.once('SIGINT', () => this.#streams.interrupt());
      lines.once('close', () => fail(noAnswer(prompt)));
    });
  }
}

function noAnswer(prompt: string): ProvisionError {
  return new ProvisionError('E0007', `EOFError (ctrl-d) on prompt for (${prompt.trim()})`, {
    hint: 'the input ended without an answer; give it in a file or in the environment when there is no terminal',
  });
}
