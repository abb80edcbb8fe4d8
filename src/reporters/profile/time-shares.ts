/** The clocks that costs are measured with, in milliseconds. */
export interface Clocks {
  /** Since the program was started. */
  now(): number;
  /** How long of that it was busy. */
  busy(): number;
}

/** How a run's time was spent, in milliseconds; together they are all of it. */
export interface Shares {
  starting: number;
  connecting: number;
  waiting: number;
  working: number;
  pausing: number;
}

/** Shares out the time of a run between what it was busy with and what it waited for. */
export class TimeShares {
  readonly shares: Shares = { starting: 0, connecting: 0, waiting: 0, working: 0, pausing: 0 };
  /** How many trips are under way, and how many attempts to open a connection or a shell. */
  readonly underWay = { waiting: 0, connecting: 0 };
  readonly #clocks: Clocks;
  #last = { now: 0, busy: 0 };
  #hasStarted = false;

  constructor(clocks: Clocks) {
    this.#clocks = clocks;
  }

  /** Milliseconds from the start of the program to the last time that was shared out. */
  get now(): number {
    return this.#last.now;
  }

  /** What came before was the program's own start. */
  begin(): void {
    this.#hasStarted = true;
  }

  /** Shares out the time since the last call; returns how long of it the program was busy. */
  shareOut(): number {
    const current = { now: this.#clocks.now(), busy: this.#clocks.busy() };
    const elapsed = current.now - this.#last.now;
    const busy = Math.min(elapsed, current.busy - this.#last.busy);
    this.#last = current;
    if (!this.#hasStarted) this.shares.starting += elapsed;
    else {
      this.shares.working += busy;
      this.shares[this.#reason()] += elapsed - busy;
    }
    return busy;
  }

  /** What the program waits for when it has nothing to do. */
  #reason(): 'waiting' | 'connecting' | 'pausing' {
    if (this.underWay.waiting > 0) return 'waiting';
    return this.underWay.connecting > 0 ? 'connecting' : 'pausing';
  }
}
