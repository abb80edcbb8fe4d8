import type { Json } from '../../values/json.js';

/** Begin and end in milliseconds. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

type Details = Readonly<Record<string, Json | undefined>>;

/** The tracks of a trace, one a host, as a JSON list that is written while it grows. */
export class Tracks {
  readonly #tracks = new Map<string, Track>();
  readonly #write: (text: string) => void;
  #separator = '[\n';

  constructor(write: (text: string) => void) {
    this.#write = write;
    this.#emit({ name: 'process_name', ph: 'M', pid: 1, tid: 0, args: { name: 'provision' } });
  }

  get(host: string): Track {
    let track = this.#tracks.get(host);
    if (!track) {
      const id = this.#tracks.size + 1;
      track = new Track(id, (event) => this.#emit(event));
      this.#tracks.set(host, track);
      this.#emit({ name: 'thread_name', ph: 'M', pid: 1, tid: id, args: { name: host } });
      this.#emit({ name: 'thread_sort_index', ph: 'M', pid: 1, tid: id, args: { sort_index: id } });
    }
    return track;
  }

  close(): void {
    this.#write('\n]\n');
  }

  #emit(event: Details): void {
    this.#write(`${this.#separator}${JSON.stringify(event)}`);
    this.#separator = ',\n';
  }
}

/** One host's line of a trace: spans that lie inside each other. */
export class Track {
  /** When the task began that is under way, and when its last item or trip ended. */
  #task: { readonly from: number; itemFrom: number } | undefined;
  #tripsTo = 0;
  #lastId = 0;

  constructor(
    readonly id: number,
    readonly emit: (event: Details) => void,
  ) {}

  begin(now: number): void {
    this.#task = { from: now, itemFrom: now };
  }

  item(name: string, now: number, details: Details): void {
    if (!this.#task) return;
    this.span(name, { from: this.#task.itemFrom, to: now }, 'item', details);
    this.#task.itemFrom = now;
  }

  end(name: string, now: number, details: Details): void {
    if (this.#task) this.span(name, { from: this.#task.from, to: now }, 'task', details);
    this.#task = undefined;
  }

  /** A trip of the task that is under way. Those that travel together are drawn one after the other, as the shell takes them. */
  trip(name: string, { from, to }: Span, kind: string, details: Details): void {
    if (!this.#task || from < this.#task.from) return this.#apart(name, { from, to }, kind, details);
    this.span(name, { from: Math.max(from, this.#tripsTo), to }, kind, details);
    this.#tripsTo = to;
  }

  span(name: string, { from, to }: Span, kind: string, details: Details): void {
    this.emit({ name, cat: kind, ph: 'X', ...this.#place, ts: micro(from), dur: micro(to - from), args: details });
  }

  /** What is no part of a task, such as a connection that is opened early, may overlap others. */
  #apart(name: string, { from, to }: Span, kind: string, details: Details): void {
    const id = `${this.id}.${++this.#lastId}`;
    this.emit({ name, cat: kind, ph: 'b', id, ...this.#place, ts: micro(from), args: details });
    this.emit({ name, cat: kind, ph: 'e', id, ...this.#place, ts: micro(to) });
  }

  get #place(): { readonly pid: number; readonly tid: number } {
    return { pid: 1, tid: this.id };
  }
}

/** Milliseconds as the microseconds of the format. */
function micro(milliseconds: number): number {
  return Math.round(milliseconds * 1000);
}
