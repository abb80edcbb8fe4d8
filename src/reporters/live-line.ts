import type { ChalkInstance } from 'chalk';
import type { Screen } from './screen.js';
import { durationText, fit, printable } from './style.js';

const frames = ['⠋', '⠙', '⠹', '⠸', '⠼', '⠴', '⠦', '⠧', '⠇', '⠏'];
const redrawEvery = 100;
const heartbeatEvery = 30_000;

/**
 * The line at the bottom that shows what runs now. Without a terminal there is no such line; a heartbeat says every 30 s
 * which hosts a long task still waits for.
 */
export class LiveLine {
  readonly #screen: Screen;
  readonly #style: ChalkInstance;
  #title = '';
  #waiting = new Set<string>();
  #notes = new Map<string, string>();
  #startedAt = 0;
  #frame = 0;
  #isDrawn = false;
  #stopTimer: (() => void) | undefined;

  constructor(screen: Screen, style: ChalkInstance) {
    this.#screen = screen;
    this.#style = style;
  }

  start(title: string, hosts: readonly string[]): void {
    this.#title = title;
    this.#waiting = new Set(hosts);
    this.#notes.clear();
    this.#startedAt = this.#screen.now();
    this.#stopTimer ??= this.#screen.isTerminal
      ? this.#screen.every(redrawEvery, () => this.#draw())
      : this.#screen.every(heartbeatEvery, () => this.#beat());
  }

  hostEnded(host: string): void {
    this.#waiting.delete(host);
    this.#notes.delete(host);
  }

  note(host: string, text: string): void {
    const last = printable(text).trimEnd().split('\n').at(-1) ?? '';
    if (last !== '') this.#notes.set(host, last);
  }

  stop(): void {
    this.#stopTimer?.();
    this.#stopTimer = undefined;
    this.#erase();
  }

  /** Prints whole lines above the live line. */
  printAbove(text: string): void {
    this.#erase();
    this.#screen.write(text);
  }

  close(): void {
    this.stop();
  }

  #draw(): void {
    this.#frame = (this.#frame + 1) % frames.length;
    const elapsed = durationText(this.#screen.now() - this.#startedAt);
    const text = fit(
      `${frames[this.#frame] ?? ''} ${printable(this.#title)}  ${elapsed}  ${this.#who()}`,
      this.#screen.columns() - 3,
    );
    this.#screen.write(`\r\u001b[2K  ${this.#style.cyan(text)}`);
    this.#isDrawn = true;
  }

  #who(): string {
    const [host] = this.#waiting;
    const note = host === undefined ? undefined : this.#notes.get(host);
    const names = [...this.#waiting].slice(0, 3).join(' ');
    const more = this.#waiting.size > 3 ? ` and ${this.#waiting.size - 3} more` : '';
    return `${names}${more}${note === undefined ? '' : `  ${note}`}`;
  }

  #beat(): void {
    this.#screen.write(
      `  … ${printable(this.#title)}: ${durationText(this.#screen.now() - this.#startedAt)}, waiting for ${this.#who()}\n`,
    );
  }

  #erase(): void {
    if (this.#isDrawn) this.#screen.write('\r\u001b[2K');
    this.#isDrawn = false;
  }
}
