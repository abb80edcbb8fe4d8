import type { Finished, FinishedTask, TaskOfHost } from '../../engine/resume/journal.js';
import { fromPortable } from '../../values/portable.js';
import { isDict } from '../../values/value.js';
import { effectFromPortable } from './portable-effect.js';
import type { JournalLine } from './run-journal.js';

type Entry = Exclude<JournalLine, { kind: 'rescued' }>;

/** What an earlier run has finished, by host. What comes behind the failure that took a host out does not count. */
export class FinishedTasks implements Finished {
  readonly #entries = new Map<string, Entry[]>();
  /** Where in its entries a host has failed, unless that was rescued. */
  readonly #failures = new Map<string, number>();
  #waiting: Map<string, Entry[]> | undefined;

  add(line: JournalLine): void {
    if (line.kind === 'rescued') return void this.#failures.delete(line.host);
    const entries = this.#entries.get(line.host) ?? [];
    this.#entries.set(line.host, entries);
    if (isLost(line) && !this.#failures.has(line.host)) this.#failures.set(line.host, entries.length);
    entries.push(line);
  }

  has({ host, key }: TaskOfHost): boolean {
    return this.#queue(host, key)[0]?.kind === 'done';
  }

  take({ host, key }: TaskOfHost): FinishedTask | undefined {
    const entry = this.#queue(host, key).shift();
    if (entry?.kind !== 'done') return undefined;
    const result = fromPortable(entry.result);
    const applied = entry.applied.map((one) => ({ host: one.host, effect: effectFromPortable(one.effect) }));
    return { status: entry.status, ignored: entry.ignored, result: isDict(result) ? result : new Map(), applied };
  }

  /** How many tasks each host has finished. */
  summary(): string {
    const counts = [...this.#entries.keys()].sort().map((host) => `${host} has finished ${this.#of(host).length}`);
    return counts.length === 0 ? 'no task was finished' : `${counts.join(', ')} tasks`;
  }

  #queue(host: string, key: string): Entry[] {
    this.#waiting ??= this.#byKey();
    return this.#waiting.get(`${host}\n${key}`) ?? [];
  }

  #byKey(): Map<string, Entry[]> {
    const all = [...this.#entries.keys()].flatMap((host) => this.#of(host));
    const queues = new Map<string, Entry[]>();
    for (const entry of all) {
      const name = `${entry.host}\n${entry.key}`;
      queues.set(name, [...(queues.get(name) ?? []), entry]);
    }
    return queues;
  }

  #of(host: string): readonly Entry[] {
    return (this.#entries.get(host) ?? []).slice(0, this.#failures.get(host));
  }
}

function isLost(entry: Entry): boolean {
  return entry.kind === 'done' && !entry.ignored && (entry.status === 'failed' || entry.status === 'unreachable');
}
