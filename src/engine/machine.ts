import type { ConnectionOptions, SessionInfo } from '../transport/connection.js';

/** Milliseconds for which an answer is taken for true when nothing is known to have changed: others work on machines too. */
const longestTrust = 10_000;

interface Known {
  readonly value: unknown;
  readonly epoch: number;
  readonly since: number;
}

/** What all machines of a run share: events after which no answer of any of them counts. */
interface World {
  /** How often something ended that may have changed any machine. */
  reached: number;
  /** How often time was let pass. */
  waited: number;
}

/** The machines of a run, by the way to them: what one host's task changes, all hosts at the same address see. */
export class Machines {
  readonly #world: World = { reached: 0, waited: 0 };
  readonly #machines = new Map<string, Machine>();

  /** The machine that a connection leads to. */
  of({ plugin, address, port }: Pick<ConnectionOptions, 'plugin' | 'address' | 'port'>): Machine {
    const key = /(?:^|\.)local$/.test(plugin) ? 'local' : JSON.stringify([plugin, address, port]);
    let machine = this.#machines.get(key);
    if (!machine) this.#machines.set(key, (machine = new Machine(this.#world)));
    return machine;
  }

  /** Time has passed, and much may have happened anywhere. */
  forgetAll(): void {
    this.#world.waited++;
  }
}

/** A machine, and what is known of it. An answer counts until something may have made it untrue: that begins a new epoch. */
export class Machine {
  readonly #world: World;
  readonly #answers = new Map<string, Answers>();
  #changes = 0;
  #reached = 0;
  /** Something goes on there by itself: what is true now need not be in a moment. */
  isRestless = false;

  constructor(world: World = { reached: 0, waited: 0 }) {
    this.#world = world;
  }

  get epoch(): number {
    const { reached, waited } = this.#world;
    return this.#changes + waited + (reached - this.#reached);
  }

  /** What one user's shell was told, with one environment. */
  answersOf(session: string): Answers {
    let answers = this.#answers.get(session);
    if (!answers) this.#answers.set(session, (answers = new Answers(this)));
    return answers;
  }

  /** Something begins or ends that may change the machine. */
  forget(): void {
    this.#changes++;
  }

  /** Something here has ended that may have changed other machines too. */
  forgetOthers(): void {
    this.#world.reached++;
    this.#reached++;
  }

  /** Time has passed, and much may have happened anywhere. */
  forgetAll(): void {
    this.#world.waited++;
  }
}

/** The answers to questions that one session was asked. */
export class Answers {
  readonly #known = new Map<string, Known>();
  readonly #expected = new Map<string, Promise<void>>();
  /** Questions that took long: they are not asked before they must be. */
  readonly slow = new Set<string>();
  /** Who the session is; `undefined` before it was opened. */
  about: SessionInfo | undefined;
  /** The session is being opened before anybody needs it. */
  isOpening = false;

  constructor(readonly machine: Machine) {}

  /** An answer that is still true, in a box: answers may be `undefined`. */
  find(key: string): { readonly value: unknown } | undefined {
    const known = this.#known.get(key);
    if (!known || known.epoch !== this.machine.epoch || this.machine.isRestless) return undefined;
    return performance.now() - known.since < longestTrust ? known : undefined;
  }

  /** @param epoch the machine's when the question was asked */
  keep(answers: ReadonlyMap<string, unknown>, epoch: number): void {
    const since = performance.now();
    for (const [key, value] of answers) this.#known.set(key, { value, epoch, since });
  }

  /** Answers to these questions are on their way. */
  expect(keys: Iterable<string>, arrival: Promise<void>): void {
    const names = [...keys];
    for (const key of names) this.#expected.set(key, arrival);
    const forget = (): void =>
      names.forEach((key) => this.#expected.get(key) === arrival && this.#expected.delete(key));
    arrival.then(forget, forget);
  }

  /** Whether an answer is on its way. */
  isExpected(key: string): boolean {
    return this.#expected.has(key);
  }

  /** Waits for those of these answers that are on their way. */
  async arrived(keys: readonly string[]): Promise<void> {
    for (const key of keys) await this.#expected.get(key);
  }
}
