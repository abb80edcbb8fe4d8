import type { HostResult, RunEvent, TaskReference } from '../../events/event.js';
import { recapLines } from '../../reporters/recap-text.js';
import type { Look } from '../../reporters/look.js';
import { errorLines } from '../../reporters/error-text.js';
import { paint } from '../../reporters/style.js';
import { taskLines } from '../../reporters/task-lines.js';
import type { CliEnvironment } from '../environment.js';
import { readSource } from '../report-error.js';
import { wantsColour } from '../screen.js';
import { summaryOf } from './list-runs.js';
import { readEvents } from './read-events.js';
import { getRun } from './run-records.js';

interface Showing {
  readonly host: string | undefined;
  readonly environment: CliEnvironment;
}

/** Prints what a recorded run changed and where it failed. Throws E0009 when there is no such run. */
export async function showRun(name: string, { host, environment }: Showing): Promise<void> {
  const { directory, record } = getRun(name, environment);
  const look: Look = {
    style: paint(wantsColour(environment)),
    readSource,
    verbosity: 0,
    width: undefined,
    directory: environment.directory,
  };
  const print = (lines: readonly string[]): void => environment.writeOutput(lines.map((line) => `${line}\n`).join(''));
  print([`${record.id}  ${summaryOf(record)}`, `events: ${directory}/events.ndjson`, '']);
  const shown = new ShownRun(look, host);
  for await (const event of readEvents(directory)) print(shown.linesOf(event));
  const counts = Object.entries(record.end?.counts ?? {}).filter(([name]) => host === undefined || host === name);
  if (record.end)
    print(['', ...recapLines({ ...record.end, counts: Object.fromEntries(counts), check: record.check }, look)]);
}

/** What there is to say of each event, when it is known. */
class ShownRun {
  readonly #look: Look;
  readonly #host: string | undefined;
  readonly #results = new Map<number, HostResult[]>();
  readonly #items = new Map<number, HostResult[]>();

  constructor(look: Look, host: string | undefined) {
    this.#look = look;
    this.#host = host;
  }

  linesOf(event: RunEvent): string[] {
    switch (event.type) {
      case 'play start':
        return [this.#look.style.bold(event.name)];
      case 'item end':
        return this.#note(this.#items, event.task, event.result);
      case 'host end':
        return this.#note(this.#results, event.task, event.result);
      case 'task end':
        return this.#finish(event.task);
      case 'error':
        return errorLines(event.error, this.#look);
      case 'stopped':
        return [`stopped: ${event.reason}`];
      default:
        return [];
    }
  }

  #note(all: Map<number, HostResult[]>, { id }: TaskReference, result: HostResult): string[] {
    if (this.#host !== undefined && result.host !== this.#host) return [];
    all.set(id, [...(all.get(id) ?? []), result]);
    return [];
  }

  #finish(task: TaskReference): string[] {
    const results = this.#results.get(task.id) ?? [];
    const items = this.#items.get(task.id) ?? [];
    this.#results.delete(task.id);
    this.#items.delete(task.id);
    const elapsed = Math.max(0, ...results.map(({ duration }) => duration));
    return taskLines({ task, results, items, elapsed }, this.#look);
  }
}
