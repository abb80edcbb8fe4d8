import type { HostStatus } from '../../events/event.js';
import type { Effect } from '../../module-kit/module.js';
import type { Dict } from '../../values/value.js';

/** What a task did to what is known of a host; with `run_once` or `delegate_facts` that may be another one. */
export interface AppliedEffect {
  readonly host: string;
  readonly effect: Effect;
}

/** A task that has ended on a host, with all that later tasks may want to know of it. */
export interface FinishedTask {
  readonly status: HostStatus;
  readonly ignored: boolean;
  readonly result: Dict;
  readonly applied: readonly AppliedEffect[];
}

/** A task of a host, by which it is found again. */
export interface TaskOfHost {
  readonly host: string;
  readonly key: string;
}

/** Where a run notes what it has finished, so that a later one can go on from there. */
export interface Journal {
  /** @param isSecret nothing of it may be kept: a run that goes on does it again */
  note(task: TaskOfHost, finished: FinishedTask, isSecret: boolean): void;
  /** The failure of a host was rescued: it is part of the way. */
  noteRescue(host: string): void;
}

/** What an earlier run has finished. */
export interface Finished {
  /** Whether the host's next task of this key is one that is finished. */
  has(task: TaskOfHost): boolean;
  /** Takes the host's next finished task of this key. */
  take(task: TaskOfHost): FinishedTask | undefined;
}
