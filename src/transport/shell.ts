import { pipeline } from 'node:stream/promises';
import type { Readable } from 'node:stream';
import { randomBytes } from 'node:crypto';
import { sh } from '../shell/script.js';
import type { Channel, ChannelEnd } from './channel.js';
import type { Outcome } from './connection.js';
import { ConnectionLost } from './connection-lost.js';
import { createMarks, endOf, startOf } from './frame.js';
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
  readonly onOutput?: ((chunk: Buffer) => void) | undefined;
  /** Standard output alone. */
  readonly onStdout?: ((chunk: Buffer) => void) | undefined;
  readonly onStart?: (() => void) | undefined;
  readonly keep?: boolean | undefined;
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
    const both = Promise.all([
      this.#stdout.expect(marks, {
        onChunk: options.onStdout ?? options.onOutput,
        onStart: options.onStart,
        keep: options.keep,
      }),
      this.#stderr.expect(marks, { onChunk: options.onOutput }),
    ]);
    return new Promise((resolve, reject) => {
      this.#underWay.add(reject);
      void both.then(([stdout, stderr]) => {
        this.#underWay.delete(reject);
        resolve({ status: Number(stdout.note), stdout: stdout.body, stderr: stderr.body });
      });
      this.channel.stdin.write(text);
    });
  }

  /**
   * Streams exactly `size` bytes into a new private file. The bytes are sent only after the shell has said that it
   * waits for them; when they cannot be stored, it discards its input until the end, so none is taken for a command.
   */
  async upload(path: string, size: number, source: Readable): Promise<Outcome> {
    const marks = createMarks();
    const take = sh`(umask 077; head -c ${size} >${path}) && [ "$(wc -c <${path})" -eq ${size} ]`;
    const refuse = sh`false; ${endOf(marks)}; rm -f -- ${path}; cat >/dev/null; exit 1`;
    const text = sh`{ ${startOf(marks)}; if ${take}; then ${endOf(marks)}; else ${refuse}; fi; }`;
    const sent: Promise<Error | undefined>[] = [];
    const onStart = (): void => void sent.push(this.#send(source, size));
    const outcome = await this.request(`${text.toString()}\n`, marks, { onStart });
    if (outcome.status === 0) return outcome;
    source.destroy();
    void this.close();
    const [problem] = await Promise.all(sent);
    // What the target says about its disk comes first; a broken source only shows as missing bytes.
    if (outcome.stderr.length === 0 && problem !== undefined) throw problem;
    return outcome;
  }

  /** Lets the shell read its end, so that it runs its trap and leaves nothing behind; waits for it, but not for ever. */
  async close(): Promise<void> {
    this.#isClosing = true;
    if (this.#end !== undefined) return;
    this.channel.stdin.end();
    const patience = setTimeout(() => this.channel.destroy(), closingTime);
    await this.channel.ended;
    clearTimeout(patience);
  }

  /** Sends the bytes; when the source ends early, so does the shell's input, because it would wait for the rest for ever. */
  async #send(source: Readable, size: number): Promise<Error | undefined> {
    let count = 0;
    source.on('data', (chunk: Buffer) => (count += chunk.length));
    try {
      await pipeline(source, this.channel.stdin, { end: false });
      if (count === size) return undefined;
      void this.close();
      return new Error(`it has ${count} bytes instead of ${size}`);
    } catch (error) {
      void this.close();
      return error instanceof Error ? error : new Error(String(error));
    }
  }

  #finish(end: ChannelEnd): void {
    this.#end = end;
    const ran = end.orderly && !this.#stdout.hasStarted ? 'no' : 'maybe';
    for (const fail of this.#underWay) fail(new ConnectionLost(end.reason, ran));
    this.#underWay.clear();
  }
}
