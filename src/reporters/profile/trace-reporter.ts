import type { Reporter } from '../../events/bus.js';
import type { RunEvent, TaskReference } from '../../events/event.js';
import type { Trip, TripEvent } from '../../events/trip.js';
import { formatPosition } from '../../base/position.js';
import { Tracks, type Track } from './tracks.js';

export interface TraceOptions {
  /** Milliseconds since the program was started. */
  readonly now: () => number;
  readonly write: (text: string) => void;
}

/**
 * Writes a run in the Trace Event format, which chrome://tracing and Perfetto open: one track a host, with its plays,
 * tasks, items and trips inside each other. Events are written as they end, so that a long run needs no memory.
 */
export function traceReporter(options: TraceOptions): Reporter {
  const trace = new Trace(options);
  return { report: (event) => trace.on(event), close: () => trace.close() };
}

class Trace {
  readonly #now: () => number;
  readonly #tracks: Tracks;
  readonly #trips = new Map<number, number>();
  #play: { readonly name: string; readonly startedAt: number; readonly hosts: readonly string[] } | undefined;

  constructor({ now, write }: TraceOptions) {
    this.#now = now;
    this.#tracks = new Tracks(write);
  }

  on(event: RunEvent): void {
    switch (event.type) {
      case 'play start':
        this.#endPlay();
        this.#play = { name: event.name, startedAt: this.#now(), hosts: event.hosts };
        return;
      case 'host start':
        this.#track(event.host).begin(this.#now());
        return;
      case 'item end':
        this.#track(event.result.host).item(event.result.item ?? '', this.#now(), { status: event.result.status });
        return;
      case 'host end':
        this.#track(event.result.host).end(event.task.title, this.#now(), aboutTask(event.task, event.result.status));
        return;
      case 'trip start':
        return void this.#trips.set(event.trip.id, this.#now());
      case 'trip end':
        return this.#endTrip(event);
      case 'run end':
        return this.#endPlay();
      default:
        return;
    }
  }

  close(): void {
    this.#endPlay();
    this.#tracks.close();
  }

  #track(host: string): Track {
    return this.#tracks.get(host);
  }

  #endPlay(): void {
    const play = this.#play;
    if (!play) return;
    for (const host of play.hosts)
      this.#track(host).span(play.name, { from: play.startedAt, to: this.#now() }, 'play', {});
    this.#play = undefined;
  }

  #endTrip({ trip, outcome }: Extract<TripEvent, { type: 'trip end' }>): void {
    const from = this.#trips.get(trip.id) ?? this.#now();
    this.#trips.delete(trip.id);
    this.#track(trip.worker).trip(tripName(trip), { from, to: this.#now() }, trip.kind, { ...outcome });
  }
}

function tripName({ kind, host, worker, what }: Trip): string {
  return `${kind} ${what}${host === worker ? '' : ` on ${host}`}`;
}

function aboutTask({ action, at }: TaskReference, status: string): Record<string, string> {
  return { action, status, ...(at ? { at: formatPosition(at) } : {}) };
}
