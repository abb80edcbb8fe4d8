import type { Screen } from '../../../src/reporters/screen.js';
import { textWidth } from '../../../src/reporters/style.js';

/** What a terminal shows after what was written to it: lines that are longer than it is wide are broken. */
export class TestTerminal implements Screen {
  readonly isTerminal = true;
  readonly hasColour = false;
  readonly #lines: string[] = [''];
  readonly #timers = new Set<() => void>();
  readonly #speaking = new Set<(isSpeaking: boolean) => void>();
  #row = 0;
  #time = 0;
  writes = 0;
  timersStarted = 0;

  constructor(
    readonly width: number,
    readonly height = 24,
  ) {}

  get text(): string {
    return this.#lines.join('\n').trimEnd();
  }

  get widest(): number {
    return Math.max(...this.#lines.map(textWidth));
  }

  columns(): number {
    return this.width;
  }

  rows(): number {
    return this.height;
  }

  now(): number {
    return this.#time;
  }

  every(_milliseconds: number, call: () => void): () => void {
    this.timersStarted++;
    this.#timers.add(call);
    return () => void this.#timers.delete(call);
  }

  onInterjection(call: (isSpeaking: boolean) => void): () => void {
    this.#speaking.add(call);
    return () => void this.#speaking.delete(call);
  }

  /** Somebody else writes a line. */
  interject(line: string): void {
    for (const call of this.#speaking) call(true);
    this.#print(`${line}\n`);
    for (const call of this.#speaking) call(false);
  }

  /** Lets time pass, and the timers once at its end. */
  pass(milliseconds: number): void {
    this.#time += milliseconds;
    for (const call of [...this.#timers]) call();
  }

  write(text: string): void {
    this.writes++;
    for (const part of text.split(/(\u001b\[\d*[AKJ]|\r|\n)/)) this.#print(part);
  }

  #print(part: string): void {
    const [, count, command] = /^\u001b\[(\d*)([AKJ])$/.exec(part) ?? [];
    if (command === 'A') this.#row -= Number(count);
    else if (command === 'J') this.#lines.length = this.#row + 1;
    else if (command === undefined && part !== '\r') this.#type(part);
    if (this.#row < 0) throw new Error('the cursor went above what was written');
  }

  /** Text replaces the line that it is written over: everything that writes here begins at a line's start, and erases its rest. */
  #type(text: string): void {
    for (const piece of text.split(/(\n)/)) {
      if (piece === '\n') this.#lines[++this.#row] ??= '';
      else if (piece !== '') this.#lines[this.#row] = piece;
    }
  }
}
