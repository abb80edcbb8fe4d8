import type { Reporter } from '../../events/bus.js';
import type { ErrorNote, HostCounts, HostResult, Notice, RunEvent, TaskReference } from '../../events/event.js';
import { withExactPlace, type ReadSource } from '../exact-place.js';

/** What a host made of a task, and when. Times are milliseconds since 1970. */
export interface ToldResult extends HostResult {
  readonly startedAt: number;
  readonly endedAt: number;
  /** The failure led into a `rescue`. */
  isRescued: boolean;
}

export interface ToldTask {
  readonly task: TaskReference;
  readonly results: ToldResult[];
  /** The results of loop items. */
  readonly items: HostResult[];
}

export interface ToldPlay {
  readonly name: string;
  readonly hosts: readonly string[];
  readonly tasks: ToldTask[];
}

/** What does no harm, or none yet. */
export interface ToldNotice extends Pick<Notice, 'message' | 'at'> {
  readonly kind: 'warning' | 'deprecation';
}

export interface StoryOptions {
  /** Milliseconds since 1970. */
  now(): number;
  /** Places are told as they are in these files. */
  readonly readSource: ReadSource;
}

/** A run from its beginning to its end, as reports tell it: gathered from the events. */
export class RunStory implements Reporter {
  playbooks: readonly string[] = [];
  isCheck = false;
  startedAt = 0;
  endedAt = 0;
  readonly plays: ToldPlay[] = [];
  readonly errors: ErrorNote[] = [];
  readonly notices: ToldNotice[] = [];
  counts: Readonly<Record<string, HostCounts>> = {};
  exitCode: number | undefined;
  readonly #now: () => number;
  readonly #readSource: ReadSource;
  readonly #tasks = new Map<number, ToldTask>();
  /** The task on which a host failed last. */
  readonly #lost = new Map<string, ToldTask>();
  readonly #starts = new Map<string, number>();

  constructor({ now, readSource }: StoryOptions) {
    this.#now = now;
    this.#readSource = readSource;
  }

  /** All tasks, in the order in which they began. */
  get tasks(): readonly ToldTask[] {
    return this.plays.flatMap(({ tasks }) => tasks);
  }

  /** All hosts, in the order in which they came. */
  get hosts(): readonly string[] {
    return [...new Set([...this.plays.flatMap(({ hosts }) => hosts), ...Object.keys(this.counts)])];
  }

  report(event: RunEvent): void {
    switch (event.type) {
      case 'run start':
        this.playbooks = event.playbooks;
        this.isCheck = event.check;
        this.startedAt = this.endedAt = this.#now();
        return;
      case 'play start':
        return void this.plays.push({ name: event.name, hosts: event.hosts, tasks: [] });
      case 'task start':
        return void this.#begin(event.task);
      case 'host start':
        return void this.#starts.set(keyOf(event.task, event.host), this.#now());
      case 'item end':
        return void this.#tasks.get(event.task.id)?.items.push(this.#placed(event.result));
      case 'host end':
        return this.#end(event.task, this.#placed(event.result));
      case 'rescued':
        return this.#rescue(event.host);
      case 'warning':
      case 'deprecation':
        return void this.notices.push(noticeOf(withExactPlace(event, this.#readSource)));
      case 'error':
        return void this.errors.push(withExactPlace(event.error, this.#readSource));
      case 'run end':
        this.counts = event.counts;
        this.exitCode = event.exitCode;
        this.endedAt = this.#now();
        return;
      default:
        return;
    }
  }

  #placed(result: HostResult): HostResult {
    return result.error ? { ...result, error: withExactPlace(result.error, this.#readSource) } : result;
  }

  #begin(task: TaskReference): ToldTask {
    const told = { task, results: [], items: [] };
    this.#tasks.set(task.id, told);
    this.plays.at(-1)?.tasks.push(told);
    return told;
  }

  #end(task: TaskReference, result: HostResult): void {
    const told = this.#tasks.get(task.id) ?? this.#begin(task);
    const endedAt = this.#now();
    const startedAt = this.#starts.get(keyOf(task, result.host)) ?? endedAt - result.duration;
    told.results.push({ ...result, startedAt, endedAt, isRescued: false });
    const { hosts = [] } = this.plays.at(-1) ?? {};
    told.results.sort((a, b) => hosts.indexOf(a.host) - hosts.indexOf(b.host));
    if (isLost(result)) this.#lost.set(result.host, told);
  }

  #rescue(host: string): void {
    const result = this.#lost.get(host)?.results.find((one) => one.host === host);
    if (result) result.isRescued = true;
    this.#lost.delete(host);
  }
}

function noticeOf(event: Extract<RunEvent, Notice>): ToldNotice {
  const { type: kind, message, at } = event;
  if (event.type === 'warning') return { kind, message, at };
  return { kind, message: `goes away with ${event.collection ?? 'ansible-core'} ${event.version}: ${message}`, at };
}

function keyOf({ id }: TaskReference, host: string): string {
  return `${id} ${host}`;
}

/** Whether a result stopped its host, and nothing rescued it. */
export function isLost({
  status,
  ignored,
  isRescued = false,
}: Pick<HostResult, 'status' | 'ignored'> & { readonly isRescued?: boolean }): boolean {
  return !ignored && !isRescued && (status === 'failed' || status === 'unreachable');
}
