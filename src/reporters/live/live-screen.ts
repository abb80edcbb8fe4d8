import type { ChalkInstance } from 'chalk';
import type { TaskReference } from '../../events/event.js';
import type { Screen } from '../screen.js';
import { printable, textWidth } from '../style.js';
import type { Transferred } from './bar.js';
import { heartbeatText, liveLines, type UsualDuration } from './live-text.js';
import { RunningTasks, type RunningTask } from './running-tasks.js';

const frames = ['⠋', '⠙', '⠹', '⠸', '⠼', '⠴', '⠦', '⠧', '⠇', '⠏'];
const redrawEvery = 100;
const lookEvery = 1000;
const heartbeatEvery = 30_000;

const eraseToEnd = '\u001b[K';
const eraseBelow = '\u001b[J';

/** Columns that stay empty: a terminal that echoes ^C must not break the line. */
const margin = 3;

/** Lines, however high the terminal is. */
const mostLines = 10;

/**
 * The lines at the bottom that show what runs now, and how far it is on each slow host. Without a terminal there are no
 * such lines; every 30 seconds one says which hosts a long task still waits for. One timer serves a whole run, and tasks
 * that are quick draw nothing.
 */
export class LiveScreen {
  readonly #screen: Screen;
  readonly #style: ChalkInstance;
  readonly #usual: UsualDuration;
  readonly #running = new RunningTasks();
  readonly #forget: () => void;
  /** What is drawn, a line each, as wide as it was then. */
  #drawn: readonly string[] = [];
  /** How many others are writing or asking on the terminal. */
  #speakers = 0;
  #frame = 0;
  #beatAt = 0;
  #stopTimer: (() => void) | undefined;

  constructor(screen: Screen, style: ChalkInstance, usual: UsualDuration) {
    this.#screen = screen;
    this.#style = style;
    this.#usual = usual;
    this.#forget = screen.onInterjection((isSpeaking) => this.#makeRoom(isSpeaking));
  }

  start(task: TaskReference, hosts: readonly string[]): void {
    this.#running.start(task, hosts, this.#screen.now());
    this.#stopTimer ??= this.#screen.isTerminal
      ? this.#screen.every(redrawEvery, () => this.#redraw())
      : this.#screen.every(lookEvery, () => this.#beat());
  }

  hostStarted(task: TaskReference, host: string): void {
    this.#running.hostStarted(task, host, this.#screen.now());
  }

  hostEnded(task: TaskReference, host: string): void {
    this.#running.hostEnded(task, host);
  }

  end(task: TaskReference): void {
    this.#running.end(task);
  }

  note(task: TaskReference, host: string, text: string): void {
    const last = printable(text).trimEnd().split('\n').at(-1) ?? '';
    if (last !== '') this.#running.note(task, host, last.replaceAll('\t', ' '));
  }

  transfer(task: TaskReference, host: string, transfer: Transferred): void {
    this.#running.transfer(task, host, transfer);
  }

  /** Prints whole lines above those that are live, in one write: nothing flickers. */
  printAbove(text: string): void {
    if (this.#drawn.length === 0) return this.#screen.write(text);
    this.#screen.write(`${this.#backToStart()}${eraseBelow}${text}${this.#paint(this.#nextLines())}`);
  }

  /** Nothing runs any more. */
  stop(): void {
    this.#running.clear();
    this.#stopTimer?.();
    this.#stopTimer = undefined;
    this.#erase();
  }

  close(): void {
    this.stop();
    this.#forget();
  }

  #makeRoom(isSpeaking: boolean): void {
    this.#speakers += isSpeaking ? 1 : -1;
    if (isSpeaking) this.#erase();
  }

  /** Writes over what is there: to erase it first would flicker. */
  #redraw(): void {
    this.#frame = (this.#frame + 1) % frames.length;
    const lines = this.#nextLines();
    if (lines.length > 0 || this.#drawn.length > 0) this.#screen.write(this.#backToStart() + this.#paint(lines));
  }

  #erase(): void {
    if (this.#drawn.length > 0) this.#screen.write(this.#backToStart() + this.#paint([]));
  }

  /** To where the live lines begin. A terminal that has become narrower has broken them. */
  #backToStart(): string {
    const rows = this.#drawn.reduce((sum, line) => sum + rowsOf(line, this.#screen.columns()), 0);
    return rows > 1 ? `\r\u001b[${rows - 1}A` : '\r';
  }

  #paint(lines: readonly string[]): string {
    this.#drawn = lines;
    return lines.map((line) => this.#style.cyan(line) + eraseToEnd).join('\n') + eraseBelow;
  }

  #nextLines(): string[] {
    if (this.#speakers > 0) return [];
    return liveLines(this.#running.all, {
      width: this.#screen.columns() - margin,
      height: Math.max(1, Math.min(mostLines, this.#screen.rows() - 2)),
      now: this.#screen.now(),
      spinner: frames[this.#frame] ?? '',
      usual: this.#usual,
    });
  }

  #beat(): void {
    const now = this.#screen.now();
    const late = this.#running.all.filter((running) => now - this.#quietSince(running) >= heartbeatEvery);
    if (late.length === 0) return;
    this.#beatAt = now;
    const look = { now, usual: this.#usual };
    this.#screen.write(late.map((running) => `${heartbeatText(running, look)}\n`).join(''));
  }

  #quietSince({ startedAt }: RunningTask): number {
    return Math.max(startedAt, this.#beatAt);
  }
}

function rowsOf(line: string, columns: number): number {
  return Math.max(1, Math.ceil(textWidth(line) / Math.max(1, columns)));
}
