import { connections } from '../../connections/index.js';
import { KeptConnections } from '../../connections/kept-connections.js';
import type { Connect } from '../../transport/connection.js';
import { runProgram } from '../run-program.js';
import type { CallerMessage, KeeperMessage, KeeperStatus, RunCall } from './messages.js';
import { toldEnvironment, type KeeperWire } from './told-environment.js';
import type { WireListener } from './wire.js';

/** A process that has done so many runs, or has grown so large (bytes), is replaced by a new one. */
const mostRuns = 1000;
const mostMemory = 512 * 1024 * 1024;

/** Seconds that a run gets to end what it has started on the hosts when its caller has gone. */
const patience = 10;

/** The process that a keeper is. */
export interface KeeperProcess {
  /** Takes on what belongs to a process as a whole: directory, umask, environment; `false` when that cannot be. */
  enter(call: RunCall): boolean;
  /** Lays it down again. */
  leave(): void;
  /** Ends when nothing is to be kept any longer. */
  stop(): void;
  /** Ends at once: a run that nobody waits for does not. */
  abandon(): void;
}

/** Does the runs of callers, one at a time, and keeps what they leave behind. */
export class Keeper {
  readonly #world: string;
  readonly #process: KeeperProcess;
  readonly #kept = new KeptConnections(() => this.#seconds * 1000);
  readonly #connections: ReadonlyMap<string, Connect>;
  #current: KeeperWire | undefined;
  #seconds = 0;
  #runs = 0;
  #lastUse = Date.now();
  #timer: NodeJS.Timeout | undefined;
  #isEnding = false;
  /** Whether later callers find it. */
  isReachable = false;

  constructor(world: string, itself: KeeperProcess) {
    this.#world = world;
    this.#process = itself;
    const { connect } = this.#kept;
    const overSsh = ['paramiko', 'paramiko_ssh', 'smart', 'ssh'].map((name): [string, Connect] => [name, connect]);
    this.#connections = new Map([...connections, ...overSsh]);
  }

  /** Hears a new caller out. */
  greet(wire: KeeperWire): void {
    wire.listen({ ...deaf, message: (message) => this.#answer(message, wire) });
  }

  /** Tells whoever waits for a run that this process has failed. */
  fail(error: unknown): void {
    const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
    this.#current?.sendBytes('errors', `${text}\n`);
    this.#current?.send({ kind: 'exit', code: 1 });
  }

  #answer(message: CallerMessage, wire: KeeperWire): void {
    switch (message.kind) {
      case 'run':
        if (this.#current === undefined && !this.#isEnding && message.world === this.#world) {
          void this.#run(message, wire);
        } else reply(wire, { kind: 'declined' });
        return;
      case 'status':
        return reply(wire, this.#status());
      case 'stop':
        reply(wire, { kind: 'stopping' });
        return this.#stop();
      default:
        return;
    }
  }

  async #run(call: RunCall, wire: KeeperWire): Promise<void> {
    this.#current = wire;
    this.#seconds = call.seconds;
    clearTimeout(this.#timer);
    if (!this.#process.enter(call)) reply(wire, { kind: 'declined' });
    else if (await isAgreed(wire)) await this.#carryOut(call, wire);
    this.#process.leave();
    this.#rest();
  }

  async #carryOut(call: RunCall, wire: KeeperWire): Promise<void> {
    let lost: NodeJS.Timeout | undefined;
    const onGone = (): void => void (lost = setTimeout(() => this.#process.abandon(), patience * 1000));
    const told = toldEnvironment(wire, call, { connections: this.#connections, onGone });
    wire.listen(told.listener);
    await runProgram(call.words, told.environment);
    wire.listen(deaf);
    reply(wire, { kind: 'exit', code: told.exitCode() });
    clearTimeout(lost);
  }

  /** Between runs: until the next one comes, or nobody has for long enough. */
  #rest(): void {
    this.#current = undefined;
    this.#runs++;
    this.#lastUse = Date.now();
    const isSpent = this.#runs >= mostRuns || process.memoryUsage.rss() > mostMemory;
    if (this.#isEnding || isSpent || !this.isReachable) return this.#stop();
    this.#timer = setTimeout(() => this.#stop(), this.#seconds * 1000);
  }

  /** Ends, after the run that is under way. */
  #stop(): void {
    this.#isEnding = true;
    if (this.#current !== undefined) return;
    this.#kept.close();
    this.#process.stop();
  }

  #status(): KeeperStatus {
    return {
      kind: 'status',
      processId: process.pid,
      runs: this.#runs,
      isBusy: this.#current !== undefined,
      memory: process.memoryUsage.rss(),
      endsIn: Math.max(0, Math.round(this.#seconds - (Date.now() - this.#lastUse) / 1000)),
      connections: this.#kept.list,
    };
  }
}

const deaf: WireListener<CallerMessage> = {
  message: () => undefined,
  bytes: () => undefined,
  closed: () => undefined,
};

/** Accepts, and waits for the caller's word; `false` when it did not want to wait any longer. */
function isAgreed(wire: KeeperWire): Promise<boolean> {
  return new Promise((resolve) => {
    wire.listen({
      ...deaf,
      message: ({ kind }) => kind === 'begin' && resolve(true),
      closed: () => resolve(false),
    });
    wire.send({ kind: 'accepted' });
  });
}

function reply(wire: KeeperWire, message: KeeperMessage): void {
  wire.send(message);
  wire.end();
}
