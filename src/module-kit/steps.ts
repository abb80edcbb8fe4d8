import type { Json } from '../values/json.js';
import type { Question } from '../questions/question.js';
import type { Script } from '../shell/script.js';
import type { DialAddress, Outcome } from '../transport/connection.js';
import type { HttpRequest, HttpResponse } from '../transport/http.js';

/**
 * A module is a conversation: a generator that asks questions, states changes, and returns its result. It never sees a
 * connection. The engine answers: it merges the questions of many tasks and items into one trip, and in check mode it
 * notes a change without sending it. `ask`, `change` and their kin below are what modules `yield*`.
 */
export type Conversation<Result> = Generator<Step, Result, unknown>;

export type Step =
  | { readonly kind: 'ask'; readonly questions: readonly Question<unknown>[] }
  | { readonly kind: 'change'; readonly change: Change }
  | { readonly kind: 'exchange'; readonly exchange: Exchange }
  | { readonly kind: 'reach'; readonly reach: Reach }
  | { readonly kind: 'download'; readonly download: Download }
  | { readonly kind: 'wait'; readonly milliseconds: number }
  | { readonly kind: 'clock' }
  | { readonly kind: 'controller'; readonly start: () => Promise<unknown> }
  | { readonly kind: 'leave'; readonly user: string }
  | { readonly kind: 'reconnect' };

/** One change of the target: what it is for people, and the script that makes it. */
export interface Change {
  /** What happens, in a few words: `create directory`, `mode`, `restart`. */
  readonly what: string;
  readonly before?: string | undefined;
  readonly after?: string | undefined;
  readonly diff?: Diff | undefined;
  readonly run: Script;
  /** Return the outcome of a non-zero exit instead of failing the task. */
  readonly mayFail?: boolean;
  /** `false` for what must run but is no change of state in Ansible's eyes (refreshing a package index, daemon-reload). It is left out in check mode too. */
  readonly counts?: boolean;
  /** Sent in check mode too: the script itself is told that it must change nothing. */
  readonly inCheckMode?: boolean;
  /** A program of the user's is run, which may change other machines too. */
  readonly mayReachOthers?: boolean;
  /** What it prints while it runs is for people, and tells how far it is. */
  readonly speaks?: boolean;
  /** Seconds. */
  readonly timeout?: number | undefined;
  readonly environment?: Readonly<Record<string, string>> | undefined;
  /**
   * Given when the module's result follows from how this script ends: with `async` the target may then run it by itself.
   * What it says is kept beside the job for whoever reads the result later, perhaps in another run.
   */
  readonly job?: Readonly<Record<string, Json>> | undefined;
}

/** A difference to show: whole texts (cut to size by reporters) or attributes. */
export interface Diff {
  readonly before: string | Readonly<Record<string, Json>>;
  readonly after: string | Readonly<Record<string, Json>>;
  readonly beforeHeader?: string | undefined;
  readonly afterHeader?: string | undefined;
}

/** How far something is that the target fetches by itself, in bytes. */
export interface Progress {
  readonly bytes: number;
  readonly total: number;
}

/** One HTTP request, made over the connection as the target would make it. With `change`, check mode leaves it out. */
export interface Exchange {
  readonly request: HttpRequest;
  /** Reads from a line of the answer, as it arrives, how many bytes of how many are there. */
  readonly progress?: ((line: string) => Progress | undefined) | undefined;
  readonly change?: {
    readonly what: string;
    readonly before?: string;
    readonly after?: string;
    readonly counts?: boolean;
    readonly diff?: Diff;
  };
}

/** A file that is brought to the controller. */
export interface Download {
  /** On the target. */
  readonly path: string;
  /** On the controller. */
  readonly destination: string;
  /** In bytes, as far as it is known; for progress. */
  readonly size: number;
}

/** Tries to reach an address as seen from the target. */
export interface Reach {
  readonly address: DialAddress;
  /** Seconds. */
  readonly timeout: number;
  /** Read until this matches what the peer sends. */
  readonly expect?: RegExp | undefined;
}

export interface Reached {
  readonly connected: boolean;
  /** Whether `expect` matched; true when there was nothing to expect. */
  readonly matched: boolean;
  readonly received: string;
  readonly problem?: string | undefined;
}

/** A question that may be left out (`...(wanted ? { name: question } : {})`) has an answer that may be missing. */
type Answers<Questions> = {
  [Name in keyof Questions]: NonNullable<Questions[Name]> extends Question<infer Answer> ? Answer : never;
};

/** Asks questions by name and returns the answers by the same names. One trip, however many. */
export function* ask<const Questions extends Readonly<Record<string, Question<unknown>>>>(
  questions: Questions,
): Conversation<Answers<Questions>> {
  const names = Object.keys(questions);
  const answers = yield { kind: 'ask', questions: Object.values(questions) };
  // The engine replies in the order of the questions; each answer has its question's type.
  const list = answers as readonly unknown[];
  return Object.fromEntries(names.map((name, index) => [name, list[index]])) as Answers<Questions>;
}

/** Asks a list of questions of one type. */
export function* askAll<Answer>(questions: readonly Question<Answer>[]): Conversation<readonly Answer[]> {
  if (questions.length === 0) return [];
  return (yield { kind: 'ask', questions }) as readonly Answer[];
}

/** Asks two lists of questions, in one trip. */
export function* askBoth<First, Second>(
  first: readonly Question<First>[],
  second: readonly Question<Second>[],
): Conversation<readonly [readonly First[], readonly Second[]]> {
  if (first.length + second.length === 0) return [[], []];
  // The answers come in the order of the questions, each of its question's type.
  const answers = (yield { kind: 'ask', questions: [...first, ...second] }) as readonly unknown[];
  return [answers.slice(0, first.length) as First[], answers.slice(first.length) as Second[]];
}

/** Makes a change. Returns its outcome, or `undefined` in check mode, where nothing was sent. */
export function* change(change: Change): Conversation<Outcome | undefined> {
  return (yield { kind: 'change', change }) as Outcome | undefined;
}

/** Makes an HTTP request from the target's view; `undefined` when it is a change and this is check mode. */
export function* exchange(exchange: Exchange): Conversation<HttpResponse | undefined> {
  return (yield { kind: 'exchange', exchange }) as HttpResponse | undefined;
}

/** A request that changes nothing (GET): always answered. */
export function* request(request: HttpRequest): Conversation<HttpResponse> {
  return (yield { kind: 'exchange', exchange: { request } }) as HttpResponse;
}

/** Whether an address can be reached from the target. */
export function* reach(reach: Reach): Conversation<Reached> {
  return (yield { kind: 'reach', reach }) as Reached;
}

/** Streams a file of the target into one of the controller. */
export function* download(download: Download): Conversation<void> {
  yield { kind: 'download', download };
}

/** Lets time pass between two looks at something. */
export function* wait(milliseconds: number): Conversation<void> {
  yield { kind: 'wait', milliseconds };
}

/** Awaits something on the controller. */
export function* onController<Result>(start: () => Promise<Result>): Conversation<Result> {
  return (yield { kind: 'controller', start }) as Result;
}

/** Drops the connection and opens it anew. Throws E0601 when the host cannot be reached (yet). */
export function* reconnect(): Conversation<void> {
  yield { kind: 'reconnect' };
}

/** Ends what is kept running as another user of the target: its account can be removed then. */
export function* leave(user: string): Conversation<void> {
  yield { kind: 'leave', user };
}
