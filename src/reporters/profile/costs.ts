/** Time during which at least one of several things is under way; all times in milliseconds. */
export class Stopwatch {
  #open = 0;
  #since = 0;
  #total = 0;

  start(now: number): void {
    if (this.#open++ === 0) this.#since = now;
  }

  stop(now: number): void {
    if (this.#open > 0 && --this.#open === 0) this.#total += now - this.#since;
  }

  get isRunning(): boolean {
    return this.#open > 0;
  }

  get total(): number {
    return this.#total;
  }
}

/** What the trips to a host took: each from when the shell was free for it. */
export interface TripTimes {
  /** Milliseconds of all of them. */
  time: number;
  /** How many were waited for by themselves, and so paid for the wire. */
  alone: number;
}

/** What a part of a run has cost: a play, a role, a task or a host. */
export class Costs {
  /** How many times a host ran a task. */
  count = 0;
  trips = 0;
  /** Bytes. */
  sent = 0;
  received = 0;
  /** Milliseconds in which the controller itself was busy. */
  working = 0;
  readonly elapsed = new Stopwatch();
  readonly connecting = new Stopwatch();
  readonly waiting = new Stopwatch();
  readonly byHost = new Map<string, TripTimes>();

  constructor(readonly name: string) {}

  noteTrip(host: string, time: number, isAlone: boolean): void {
    let times = this.byHost.get(host);
    if (!times) this.byHost.set(host, (times = { time: 0, alone: 0 }));
    times.time += time;
    if (isAlone) times.alone++;
  }

  /**
   * The targets' own work within the waiting, in milliseconds: what trips took beyond the fastest one of their host,
   * which is taken for the wire. It is an estimate from below.
   */
  targetWork(fastest: ReadonlyMap<string, number>): number {
    let [all, work] = [0, 0];
    for (const [host, { time, alone }] of this.byHost) {
      all += time;
      work += Math.max(0, time - alone * (fastest.get(host) ?? 0));
    }
    return all === 0 ? 0 : (this.waiting.total * work) / all;
  }
}
