import { formatPosition, type Position } from '../../base/position.js';
import type { Reporter } from '../../events/bus.js';
import type { ChangeNote, DiffNote, ErrorNote, HostResult, RunEvent, TaskReference } from '../../events/event.js';

/** What a task would do on a host. `settled` is as wanted already, `open` only the run can tell. */
export type Prospect = 'settled' | 'change' | 'open' | 'failure';

/** A task of a plan, on one host. */
export interface PlannedTask {
  /** By which it is known again in another run of the same content. */
  readonly id: string;
  readonly title: string;
  readonly at?: Position | undefined;
  readonly prospect: Prospect;
  readonly changes: readonly ChangeNote[];
  readonly diffs: readonly DiffNote[];
  /** Why it is open. */
  readonly why?: string | undefined;
  readonly error?: ErrorNote | undefined;
}

/** What a plan has for each host, gathered from the events of a plan run. */
export class PlannedHosts implements Reporter {
  readonly hosts = new Map<string, PlannedTask[]>();
  /** What ended the plan as a whole. */
  readonly errors: ErrorNote[] = [];
  readonly owed: Extract<RunEvent, { type: 'handlers owed' }>[] = [];

  report(event: RunEvent): void {
    if (event.type === 'host end') this.#add(event.task, event.result);
    else if (event.type === 'error') this.errors.push(event.error);
    else if (event.type === 'handlers owed') this.owed.push(event);
    else if (event.type === 'play start') for (const host of event.hosts) this.#of(host);
  }

  #add(task: TaskReference, result: HostResult): void {
    const { changes, diffs, unknown: why, error } = result;
    const prospect = prospectOf(result);
    const title = task.handler ? `handler ${task.title}` : task.title;
    this.#of(result.host).push({ id: taskId(task), title, at: task.at, prospect, changes, diffs, why, error });
  }

  #of(host: string): PlannedTask[] {
    const tasks = this.hosts.get(host) ?? [];
    this.hosts.set(host, tasks);
    return tasks;
  }
}

/** What a task is known again by, in another run of the same content. */
export function taskId({ title, at }: Pick<TaskReference, 'title' | 'at'>): string {
  return at ? `${formatPosition(at)} ${title}` : title;
}

function prospectOf({ status, ignored, unknown }: HostResult): Prospect {
  if (unknown !== undefined) return 'open';
  if (status === 'changed') return 'change';
  return (status === 'failed' || status === 'unreachable') && !ignored ? 'failure' : 'settled';
}
