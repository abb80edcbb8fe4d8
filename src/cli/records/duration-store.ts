import { readFileSync } from 'node:fs';
import { messageOf } from '../../base/errors.js';
import type { Reporter } from '../../events/bus.js';
import type { RunEvent, TaskReference } from '../../events/event.js';
import { writePrivately } from './state-directory.js';

/** Milliseconds. What is quicker is nobody's wait, and not remembered. */
const worthRemembering = 1000;

/** The usual duration is the middle of so many. */
const remembered = 5;

/** The tasks that are remembered, the last seen of them. */
const mostTasks = 2000;

/** Milliseconds that a task took on hosts, the newest last. */
type Durations = Readonly<Record<string, Readonly<Record<string, readonly number[]>>>>;

/**
 * How long slow tasks took on each host in earlier runs. It is read when somebody first waits for a slow task, and written
 * at the end of a run that had one.
 */
export class DurationStore implements Reporter {
  readonly #path: string;
  readonly #warn: (message: string) => void;
  readonly #seen: { readonly key: string; readonly host: string; readonly duration: number }[] = [];
  #earlier: Durations | undefined;
  #isCheck = false;

  constructor(path: string, warn: (message: string) => void) {
    this.#path = path;
    this.#warn = warn;
  }

  /** Milliseconds that a task usually takes on a host: the middle of its last runs there, else on other hosts. */
  usual(task: TaskReference, host: string): number | undefined {
    this.#earlier ??= readDurations(this.#path);
    const hosts = this.#earlier[keyOf(task)] ?? {};
    return middle(hosts[host] ?? Object.values(hosts).flat());
  }

  report(event: RunEvent): void {
    if (event.type === 'run start') this.#isCheck = event.check;
    if (event.type !== 'host end' || this.#isCheck) return;
    const { host, status, duration } = event.result;
    const isDone = status === 'ok' || status === 'changed';
    if (isDone && duration >= worthRemembering) this.#seen.push({ key: keyOf(event.task), host, duration });
  }

  close(): void {
    if (this.#seen.length === 0) return;
    try {
      // Others may have run at the same time: what is there now is added to.
      writePrivately(this.#path, `${JSON.stringify(this.#added(readDurations(this.#path)))}\n`);
    } catch (thrown) {
      this.#warn(`how long tasks took is not remembered: ${messageOf(thrown)}`);
    }
  }

  #added(earlier: Durations): Durations {
    const tasks = new Map(Object.entries(earlier));
    for (const { key, host, duration } of this.#seen) {
      const hosts = tasks.get(key) ?? {};
      // Behind all others, which are older.
      tasks.delete(key);
      tasks.set(key, { ...hosts, [host]: [...(hosts[host] ?? []), duration].slice(-remembered) });
    }
    return Object.fromEntries([...tasks].slice(-mostTasks));
  }
}

/** A task stays the same when lines are added above it. */
function keyOf({ at, title, action }: TaskReference): string {
  return [at?.file ?? '', title, action].join('\n');
}

function middle(durations: readonly number[]): number | undefined {
  return [...durations].sort((a, b) => a - b)[Math.floor(durations.length / 2)];
}

/** What is on disk. A file that is not there, or not whole, tells nothing: it only spares somebody a guess. */
function readDurations(path: string): Durations {
  try {
    const data: unknown = JSON.parse(readFileSync(path, 'utf8'));
    // We wrote it.
    return typeof data === 'object' && data !== null ? (data as Durations) : {};
  } catch {
    return {};
  }
}
