import type { Readable } from 'node:stream';
import { randomBytes } from 'node:crypto';
import { ProvisionError } from '../base/errors.js';
import { nameBytes } from '../base/file-name.js';
import type { ByteSource } from '../shell/byte-source.js';
import type { Channel, ChannelEnd } from './channel.js';
import type { OnBytes, OnOutput, Outcome } from './connection.js';
import { ConnectionLost } from './connection-lost.js';
import { feed, type Fed } from './feed.js';
import { createMarks, endOfInput } from './frame.js';
import {
  introductionText,
  readIntroduction,
  readReintroduction,
  reintroductionText,
  type Introduction,
} from './introduction.js';
import { MarkedStream, type Marks } from './marked-stream.js';

/** What to do with the output of one request while it arrives. */
export interface RequestOptions {
  /** Both streams' output. */
  readonly onOutput?: OnOutput | undefined;
  /** Standard output alone. */
  readonly onStdout?: ((chunk: Buffer) => void) | undefined;
  readonly onStart?: (() => void) | undefined;
  readonly keep?: boolean | undefined;
}

/** What a script reads from its input, and who is told about it. */
export interface Input {
  readonly source: ByteSource;
  readonly onBytes?: OnBytes | undefined;
  readonly onOutput?: OnOutput | undefined;
}

/** Milliseconds a shell gets to clean up after its end was announced. */
const closingTime = 2000;

/** One running shell on one channel: carries out framed requests one after the other, and ends for good when its channel does. */
export class Shell {
  readonly #stdout: MarkedStream;
  readonly #stderr: MarkedStream;
  #end: ChannelEnd | undefined;
  /** Fails the requests that are under way. */
  readonly #underWay = new Set<(error: Error) => void>();
  #introduction: Introduction | undefined;
  #isClosing = false;
  #unsent = '';
  /** Whether the private directory for attachments has been made. */
  hasDirectory = false;

  private constructor(readonly channel: Channel) {
    this.#stdout = new MarkedStream(channel.stdout);
    this.#stderr = new MarkedStream(channel.stderr);
    // A broken pipe is always followed by the end of the channel, which is what is reported.
    channel.stdin.on('error', () => undefined);
    void channel.ended.then((end) => this.#finish(end));
  }

  /** Waits for the shell's first answer. Rejects with {@link ConnectionLost} when the channel ends before it. */
  static async start(channel: Channel): Promise<Shell> {
    const shell = new Shell(channel);
    const marks = createMarks();
    const name = `.provision-${randomBytes(16).toString('hex')}`;
    const { stdout } = await shell.request(introductionText(marks, name), marks);
    shell.#introduction = readIntroduction(stdout.toString('utf8'));
    return shell;
  }

  /**
   * For a shell that has waited for a while: makes sure that it is still there, and looks again at what may have changed.
   * Rejects with {@link ConnectionLost} when it does not answer within so many milliseconds.
   */
  async refresh(patience: number): Promise<void> {
    const marks = createMarks();
    const timer = setTimeout(() => this.#finish({ orderly: false, reason: 'the shell does not answer' }), patience);
    const { stdout } = await this.request(reintroductionText(marks), marks).finally(() => clearTimeout(timer));
    const { introduction, hasDirectory } = readReintroduction(stdout.toString('utf8'), this.introduction);
    this.#introduction = introduction;
    this.hasDirectory &&= hasDirectory;
  }

  /** What the shell said about itself. */
  get introduction(): Introduction {
    if (this.#introduction === undefined) throw new ConnectionLost('the shell has not started', 'no');
    return this.#introduction;
  }

  /** Whether the next request can be sent: it is not about to end, and nothing left behind writes into its output. */
  get isUsable(): boolean {
    return this.#end === undefined && !this.#isClosing && this.#stdout.strays === 0 && this.#stderr.strays === 0;
  }

  /** What was printed outside all requests: banners, or why the shell did not start. */
  get noise(): string {
    return `${this.#stderr.noise}${this.#stdout.noise}`;
  }

  /** The controlling side of the output, for a reader that is slower than the target. */
  get output(): Readable {
    return this.channel.stdout;
  }

  /**
   * Sends finished frame text and collects what stands between its marks. The next request may be sent before this one
   * has ended: the shell reads on when it has. Of those under way at its end, only the first may have run.
   */
  request(text: string, marks: Marks, options: RequestOptions = {}): Promise<Outcome> {
    if (this.#end !== undefined) return Promise.reject(new ConnectionLost(this.#end.reason, 'no'));
    const { onOutput, onStart, keep } = options;
    const onStdout = options.onStdout ?? (onOutput && ((chunk) => onOutput(chunk, 'stdout')));
    const both = Promise.all([
      this.#stdout.expect(marks, { onChunk: onStdout, onStart, keep }),
      this.#stderr.expect(marks, { onChunk: onOutput && ((chunk) => onOutput(chunk, 'stderr')) }),
    ]);
    return new Promise((resolve, reject) => {
      this.#underWay.add(reject);
      void both.then(([stdout, stderr]) => {
        this.#underWay.delete(reject);
        resolve({ status: Number(stdout.note), stdout: stdout.body, stderr: stderr.body });
      });
      this.#write(text);
    });
  }

  /**
   * As {@link request}, for a frame whose script reads a source's bytes from its input. They are sent only after the shell
   * has begun: before, it might take them for commands. Nothing else may be sent until this has ended.
   */
  async requestWithInput(text: string, marks: Marks, { source, onBytes, onOutput }: Input): Promise<Outcome> {
    const stop = new AbortController();
    const feeds: Promise<Fed>[] = [];
    const onStart = (): void => {
      const fed = feed(source, this.channel.stdin, { onBytes, signal: stop.signal });
      feeds.push(fed);
      // The script would wait for the rest for ever.
      void fed.then((how) => (how instanceof Error ? this.close() : undefined));
    };
    const [ended] = await Promise.allSettled([this.request(text, marks, { onOutput, onStart })]);
    stop.abort();
    const [fed] = await Promise.all(feeds);
    if (fed === 'complete') this.channel.stdin.write(endOfInput(marks));
    else this.#abandon();
    if (fed instanceof Error)
      throw new ProvisionError('E0005', `${source.name} cannot be sent: ${fed.message}`, { cause: fed });
    if (ended.status === 'rejected') throw ended.reason;
    if (ended.value.status === 0 && fed !== 'complete')
      throw new ProvisionError('E0802', `the target has not taken all of ${source.name}`);
    return ended.value;
  }

  /** Lets the shell read its end, so that it runs its trap and leaves nothing behind; waits for it, but not for ever. */
  async close(): Promise<void> {
    this.#isClosing = true;
    if (this.#end !== undefined) return;
    this.#flush();
    this.channel.stdin.end();
    const patience = setTimeout(() => this.channel.destroy(), closingTime);
    await this.channel.ended;
    clearTimeout(patience);
  }

  /** Ends the shell while its input holds what nobody wants: it finds the end of its input behind that. */
  #abandon(): void {
    this.#isClosing = true;
    this.channel.destroy();
  }

  /** What is requested in one go is sent in one piece. */
  #write(text: string): void {
    if (this.#unsent === '') queueMicrotask(() => this.#flush());
    this.#unsent += text;
  }

  #flush(): void {
    if (this.#unsent !== '') this.channel.stdin.write(nameBytes(this.#unsent));
    this.#unsent = '';
  }

  #finish(end: ChannelEnd): void {
    this.#end = end;
    const ran = end.orderly && !this.#stdout.hasStarted ? 'no' : 'maybe';
    for (const fail of this.#underWay) fail(new ConnectionLost(end.reason, ran));
    this.#underWay.clear();
  }
}
