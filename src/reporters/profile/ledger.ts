import { formatPosition } from '../../base/position.js';
import type { RunEvent, TaskReference } from '../../events/event.js';
import type { Trip, TripEvent } from '../../events/trip.js';
import { Costs } from './costs.js';
import { TimeShares, type Clocks, type Shares } from './time-shares.js';

interface OpenTrip {
  readonly startedAt: number;
  /** Whether nothing else was under way to its host. */
  readonly isAlone: boolean;
  readonly parts: readonly Costs[];
  readonly request: Costs | undefined;
}

/** Adds up what a run costs, from its events. */
export class Ledger {
  readonly plays = new Map<string, Costs>();
  readonly roles = new Map<string, Costs>();
  readonly tasks = new Map<string, Costs>();
  readonly hosts = new Map<string, Costs>();
  /** HTTP requests by what is asked: pulls of images, starts of containers. */
  readonly requests = new Map<string, Costs>();
  /** The fastest trip that was waited for alone, a host. */
  readonly fastest = new Map<string, number>();
  /** The parts that are charged for what a host does now. */
  readonly #parts = new Map<string, readonly Costs[]>();
  readonly #trips = new Map<number, OpenTrip>();
  /** How many trips to a host are under way, and when the last one ended. */
  readonly #lines = new Map<string, { open: number; endedAt: number }>();
  readonly #time: TimeShares;
  #play: Costs | undefined;

  constructor(clocks: Clocks) {
    this.#time = new TimeShares(clocks);
  }

  /** Milliseconds from the start of the program to its last event. */
  get duration(): number {
    return this.#time.now;
  }

  get shares(): Readonly<Shares> {
    return this.#time.shares;
  }

  on(event: RunEvent): void {
    const busy = this.#time.shareOut();
    const { now } = this.#time;
    switch (event.type) {
      case 'run start':
        return this.#time.begin();
      case 'play start':
        return this.#startPlay(`${event.name}${event.at ? ` ${formatPosition(event.at)}` : ''}`, event.name, now);
      case 'task start':
        for (const part of this.#partsOf(event.task)) part.elapsed.start(now);
        return charge(this.#partsOf(event.task), busy);
      case 'task end':
        for (const part of this.#partsOf(event.task)) part.elapsed.stop(now);
        return charge(this.#partsOf(event.task), busy);
      case 'host start':
        return this.#startHost(event.task, event.host, { now, busy });
      case 'item end':
        return charge(this.#parts.get(event.result.host), busy);
      case 'host end':
        return this.#endHost(event.result.host, { now, busy });
      case 'trip start':
        charge(this.#parts.get(event.trip.worker), busy);
        return this.#startTrip(event.trip, now);
      case 'trip end':
        charge(this.#parts.get(event.trip.worker), busy);
        return this.#endTrip(event, now);
      case 'run end':
        this.#play?.elapsed.stop(now);
        this.#play = undefined;
        return;
      default:
        return;
    }
  }

  #startPlay(key: string, name: string, now: number): void {
    this.#play?.elapsed.stop(now);
    this.#play = entry(this.plays, key, name);
    this.#play.elapsed.start(now);
  }

  #partsOf({ node, title, role }: TaskReference): readonly Costs[] {
    const task = entry(this.tasks, `${this.plays.size} ${node} ${title}`, title);
    return role === undefined ? [task] : [task, entry(this.roles, role, role)];
  }

  #startHost(reference: TaskReference, name: string, { now, busy }: { now: number; busy: number }): void {
    const host = entry(this.hosts, name, name);
    host.elapsed.start(now);
    const parts = [...this.#partsOf(reference), host, ...(this.#play ? [this.#play] : [])];
    for (const part of parts) part.count++;
    this.#parts.set(name, parts);
    charge(parts, busy);
  }

  #endHost(name: string, { now, busy }: { now: number; busy: number }): void {
    charge(this.#parts.get(name), busy);
    this.#parts.delete(name);
    this.hosts.get(name)?.elapsed.stop(now);
  }

  #startTrip(trip: Trip, now: number): void {
    const line = this.#line(trip.host);
    const own = this.#parts.get(trip.worker) ?? [entry(this.hosts, trip.worker, trip.worker)];
    const request = trip.kind === 'http' ? entry(this.requests, requestName(trip), requestName(trip)) : undefined;
    const parts = request ? [...own, request] : own;
    const isOpening = opens(trip);
    request?.elapsed.start(now);
    this.#trips.set(trip.id, { startedAt: now, isAlone: trip.along !== true && line.open === 0, parts, request });
    line.open++;
    this.#time.underWay[isOpening ? 'connecting' : 'waiting']++;
    for (const part of parts) part[isOpening ? 'connecting' : 'waiting'].start(now);
  }

  #endTrip({ trip, outcome }: Extract<TripEvent, { type: 'trip end' }>, now: number): void {
    const open = this.#trips.get(trip.id);
    if (!open) return;
    const line = this.#line(trip.host);
    const isOpening = opens(trip);
    const time = now - Math.max(open.startedAt, line.endedAt);
    line.open--;
    line.endedAt = now;
    this.#trips.delete(trip.id);
    open.request?.elapsed.stop(now);
    this.#time.underWay[isOpening ? 'connecting' : 'waiting']--;
    for (const part of open.parts) {
      part[isOpening ? 'connecting' : 'waiting'].stop(now);
      if (isOpening) continue;
      if (open.isAlone) part.trips++;
      part.sent += outcome.sent;
      part.received += outcome.received;
      part.noteTrip(trip.host, time, open.isAlone);
    }
    if (open.isAlone && trip.kind === 'script')
      this.fastest.set(trip.host, Math.min(time, this.fastest.get(trip.host) ?? Infinity));
  }

  #line(host: string): { open: number; endedAt: number } {
    let line = this.#lines.get(host);
    if (!line) this.#lines.set(host, (line = { open: 0, endedAt: 0 }));
    return line;
  }
}

/** A trip that only makes others possible. */
function opens({ kind }: Trip): boolean {
  return kind === 'connect' || kind === 'shell';
}

/** Requests about one kind of thing are one, whatever id it has. */
function requestName({ what }: Trip): string {
  return what.replace(/\b[0-9a-f]{12,}\b/g, '…');
}

function charge(parts: readonly Costs[] | undefined, busy: number): void {
  for (const part of parts ?? []) part.working += busy;
}

function entry(entries: Map<string, Costs>, key: string, name: string): Costs {
  let costs = entries.get(key);
  if (!costs) entries.set(key, (costs = new Costs(name)));
  return costs;
}
