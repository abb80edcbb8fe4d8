import type { TaskReference } from '../../events/event.js';
import type { Transferred } from './bar.js';

/** A host that a task is not done with. Times are milliseconds of the screen's clock. */
export interface WaitingHost {
  readonly name: string;
  /** `undefined` while it waits for its turn. */
  startedAt: number | undefined;
  /** What it said last. */
  note?: string | undefined;
  transfer?: Transferred | undefined;
}

/** A task that is under way, and the hosts that it still waits for. */
export interface RunningTask {
  readonly task: TaskReference;
  readonly startedAt: number;
  /** How many hosts it was begun for. */
  readonly size: number;
  readonly waiting: ReadonlyMap<string, WaitingHost>;
}

/** What runs now, task by task: several at a time where hosts need not keep step. */
export class RunningTasks {
  readonly #tasks = new Map<number, RunningTask & { readonly waiting: Map<string, WaitingHost> }>();

  get all(): readonly RunningTask[] {
    return [...this.#tasks.values()];
  }

  start(task: TaskReference, hosts: readonly string[], now: number): void {
    const waiting = new Map(hosts.map((name): [string, WaitingHost] => [name, { name, startedAt: undefined }]));
    this.#tasks.set(task.id, { task, startedAt: now, size: hosts.length, waiting });
  }

  end(task: TaskReference): void {
    this.#tasks.delete(task.id);
  }

  clear(): void {
    this.#tasks.clear();
  }

  hostStarted(task: TaskReference, host: string, now: number): void {
    const waiting = this.#find(task, host);
    if (waiting) waiting.startedAt = now;
  }

  hostEnded(task: TaskReference, host: string): void {
    this.#tasks.get(task.id)?.waiting.delete(host);
  }

  /** What a host is at: the last thing that was said of it counts. */
  note(task: TaskReference, host: string, note: string): void {
    const waiting = this.#find(task, host);
    if (waiting) Object.assign(waiting, { note, transfer: undefined });
  }

  /** What has arrived is no news any more. */
  transfer(task: TaskReference, host: string, transfer: Transferred): void {
    const waiting = this.#find(task, host);
    if (waiting) waiting.transfer = transfer.bytes < transfer.total ? transfer : undefined;
  }

  #find({ id }: TaskReference, host: string): WaitingHost | undefined {
    return this.#tasks.get(id)?.waiting.get(host);
  }
}
