import type { ErrorCode, ErrorStep } from '../base/errors.js';
import type { Position } from '../base/position.js';
import type { Json } from '../values/json.js';
import type { TripEvent } from './trip.js';

/** How a task ended on a host. */
export type HostStatus = 'ok' | 'changed' | 'skipped' | 'failed' | 'unreachable';

/** The counts of the recap, by Ansible's names. */
export interface HostCounts {
  readonly ok: number;
  readonly changed: number;
  readonly unreachable: number;
  readonly failed: number;
  readonly skipped: number;
  readonly rescued: number;
  readonly ignored: number;
}

/** A task as events name it. `id` is unique in a run. */
export interface TaskReference {
  readonly id: number;
  readonly name: string;
  /** The name with its role's, as Ansible tells it. */
  readonly title: string;
  /** The task in the content: the same for all hosts, also where they run it one by one. */
  readonly node: number;
  readonly action: string;
  readonly role?: string | undefined;
  readonly at?: Position | undefined;
  readonly handler: boolean;
  readonly check: boolean;
}

/** One change made, or meant in check mode. */
export interface ChangeNote {
  readonly what: string;
  readonly before?: string | undefined;
  readonly after?: string | undefined;
}

/** A difference as reporters show it. */
export interface DiffNote {
  readonly before: string | Readonly<Record<string, Json>>;
  readonly after: string | Readonly<Record<string, Json>>;
  readonly beforeHeader?: string | undefined;
  readonly afterHeader?: string | undefined;
}

/** An error as it is shown: everything that a person needs to mend it. */
export interface ErrorNote {
  readonly code?: ErrorCode | undefined;
  readonly message: string;
  readonly at?: Position | undefined;
  readonly hint?: string | undefined;
  /** What was being done, from the outside in. */
  readonly steps?: readonly ErrorStep[] | undefined;
  /** Where the text begins that the place is in. */
  readonly start?: Position | undefined;
  /** The message in plain words, where `message` has those that content may look for. */
  readonly plain?: string | undefined;
  /** The places by which the file that the place is in came to be run, the nearest first. */
  readonly chain?: readonly Position[] | undefined;
  /** The variables that what failed was made of. */
  readonly values?: readonly ValueNote[] | undefined;
}

/** A variable, as JSON when it can be shown, and where it is written. */
export interface ValueNote {
  readonly name: string;
  readonly value?: string | undefined;
  readonly at?: Position | undefined;
}

/** What a host made of a task, or of one loop item. */
export interface HostResult {
  readonly host: string;
  readonly delegate?: string | undefined;
  readonly status: HostStatus;
  /** The failure did not stop the host: `ignore_errors`, or `ignore_unreachable`. */
  readonly ignored: boolean;
  readonly item?: string | undefined;
  readonly changes: readonly ChangeNote[];
  readonly diffs: readonly DiffNote[];
  /** The registered result; left out under `no_log`. */
  readonly result: Readonly<Record<string, Json>>;
  readonly error?: ErrorNote | undefined;
  /** In a plan: why only the run can tell what the task does. */
  readonly unknown?: string | undefined;
  /** Milliseconds. */
  readonly duration: number;
  /** Whether the result is worth showing whole, however quiet the output is; `never` for facts. */
  readonly display?: Display | undefined;
}

/** A handler as events name it: what it is called by, and the play that has it. */
export interface HandlerNote {
  readonly name: string;
  readonly play: string;
  /** The file that the play is written in. */
  readonly file: string;
}

/** What is told of something that does no harm, or none yet. */
export interface Notice {
  readonly message: string;
  readonly at?: Position | undefined;
  /** Where the text begins that the place is in. */
  readonly start?: Position | undefined;
  /** What to do instead. */
  readonly help?: string | undefined;
  /** What Ansible names in place of where it is: a value, or (`null`) nothing. */
  readonly subject?: string | null | undefined;
}

/** What may be told beside a notice and its place. */
export type NoticeDetails = Pick<Notice, 'help' | 'subject'>;

/** A use of the language, or of a module, that a version of ansible-core or of a collection ends. */
export interface Deprecation extends NoticeDetails {
  readonly message: string;
  /** That version, or the date after which a release does it. */
  readonly version: string;
  /** The collection whose version it is; ansible-core where there is none. */
  readonly collection?: string | undefined;
  /** The module that says so; ansible-core itself where there is none. */
  readonly module?: string | undefined;
}

/** Why a run ended before its last task. */
export type StopCause = 'any error' | 'max_fail_percentage' | 'interrupt';

/** What happens inside a run, for those who ask: from a `-v` count on, or (`debug`) only when the run is being debugged. */
export interface Detail {
  readonly type: 'detail';
  readonly level: 1 | 2 | 3 | 4 | 'debug';
  readonly text: string;
}

/** How much a result wants to be seen; `hidden` as under `no_log`, because it holds what was encrypted. */
export type Display = 'always' | 'never' | 'hidden';

/**
 * Everything visible of a run, in order. Plain JSON: what leaves the engine is masked and versioned, and reporters,
 * reports and history read nothing else.
 */
export type RunEvent =
  | {
      readonly type: 'run start';
      readonly version: 1;
      readonly playbooks: readonly string[];
      /** The collection whose playbook is run. */
      readonly collection?: string | undefined;
      /** How many plays there are in all of them. */
      readonly plays: number;
      readonly check: boolean;
      readonly diff: boolean;
      readonly startedAt: string;
    }
  | {
      readonly type: 'play start';
      readonly name: string;
      readonly hosts: readonly string[];
      readonly at?: Position | undefined;
      readonly strategy: string;
      readonly check: boolean;
    }
  | { readonly type: 'play empty'; readonly name: string; readonly reason: string }
  | { readonly type: 'task start'; readonly task: TaskReference; readonly hosts: readonly string[] }
  | { readonly type: 'host start'; readonly task: TaskReference; readonly host: string }
  | { readonly type: 'item end'; readonly task: TaskReference; readonly result: HostResult }
  | { readonly type: 'host end'; readonly task: TaskReference; readonly result: HostResult }
  | {
      readonly type: 'retry';
      readonly task: TaskReference;
      readonly host: string;
      readonly delegate?: string | undefined;
      readonly attempt: number;
      readonly left: number;
      /** What the attempt came to; empty under `no_log`. */
      readonly result?: Readonly<Record<string, Json>> | undefined;
      readonly display?: Display | undefined;
    }
  | {
      /** How a task with `async` stands, each time it is looked at and when it has ended. */
      readonly type: 'job';
      readonly task: TaskReference;
      readonly host: string;
      readonly job: string;
      readonly state: 'runs' | 'ok' | 'failed';
    }
  | {
      /**
       * How far something large is on its way to the host, or from it; at most a hundred times a transfer. `fetch` is
       * what the host gets from elsewhere (an image), whose total grows while it is found out.
       */
      readonly type: 'transfer';
      readonly task: TaskReference;
      readonly host: string;
      readonly way: 'to' | 'from' | 'fetch';
      readonly bytes: number;
      readonly total: number;
    }
  /** The last line that a program has printed so far, a few times a second at most; never under `no_log`. */
  | { readonly type: 'output'; readonly task: TaskReference; readonly host: string; readonly text: string }
  | { readonly type: 'task end'; readonly task: TaskReference }
  | {
      readonly type: 'included';
      readonly task: TaskReference;
      readonly file: string;
      readonly hosts: readonly string[];
      readonly item?: string | undefined;
    }
  | { readonly type: 'rescued'; readonly host: string }
  /** A host owes the run of a handler from now on; told where it is remembered beyond the run. */
  | { readonly type: 'notified'; readonly host: string; readonly handler: HandlerNote }
  | { readonly type: 'handler done'; readonly host: string; readonly handler: HandlerNote }
  | {
      /** Handlers that an earlier run (`since`) has left to this one; they run before the play's tasks. */
      readonly type: 'handlers owed';
      readonly host: string;
      readonly handlers: readonly HandlerNote[];
      readonly since: string;
    }
  | { readonly type: 'message'; readonly text: string }
  | Detail
  | TripEvent
  | ({ readonly type: 'warning' } & Notice)
  | ({ readonly type: 'deprecation' } & Notice & Deprecation)
  | { readonly type: 'error'; readonly error: ErrorNote }
  | {
      readonly type: 'stopped';
      readonly reason: string;
      readonly cause: StopCause;
      /** Whether notified handlers were run all the same (`force_handlers`). */
      readonly isForced?: boolean;
    }
  | {
      readonly type: 'run end';
      readonly counts: Readonly<Record<string, HostCounts>>;
      /** What `set_stats` gathered; without a host, of the whole run. */
      readonly stats?: readonly { readonly host?: string | undefined; readonly data: Json }[];
      readonly exitCode: number;
      readonly duration: number;
    };
