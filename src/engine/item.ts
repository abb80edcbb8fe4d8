import type { ChangeNote, DiffNote } from '../events/event.js';
import type { Value } from '../values/value.js';
import type { Notices } from './notices.js';
import type { AppliedEffect } from './resume/journal.js';
import type { TaskContext } from './task-context.js';

/** A task on a host, for one set of loop variables. */
export interface Item extends TaskContext {
  readonly variables: ReadonlyMap<string, Value>;
  /** What random filters and awaited lookups gave this item. */
  readonly remembered: Map<string, Value>;
  /** Where what it has made known is noted, for a run that goes on after this one. */
  readonly applied?: AppliedEffect[] | undefined;
  /** Where what its templates warn of is noted. */
  readonly notices?: Notices | undefined;
}

/** What an attempt has changed so far. */
export interface Made {
  readonly changes: ChangeNote[];
  readonly diffs: DiffNote[];
}
