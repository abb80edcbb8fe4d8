import { createWriteStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import { setTimeout as pause } from 'node:timers/promises';
import { TaskFailure } from '../module-kit/failure.js';
import type { Change, Conversation, Exchange, Reach, Step } from '../module-kit/steps.js';
import type { HttpResponse } from '../transport/http.js';
import type { Reached } from '../module-kit/steps.js';
import type { OnBytes, Outcome, RunOptions, Session } from '../transport/connection.js';
import type { Question } from '../questions/question.js';
import { askTogether, type Trip } from '../questions/question.js';
import type { Ahead } from './ahead/ahead.js';
import type { Answers } from './machine.js';

/** What a conversation is held with: one user's session on one host, and what travels beside it. */
export interface Line {
  readonly check: boolean;
  /** The shell; opened when first needed. */
  session(): Promise<Session>;
  /** Makes an HTTP request from the target's view. */
  exchange(exchange: Exchange): Promise<HttpResponse>;
  reach(reach: Reach): Promise<Reached>;
  leave(user: string): Promise<void>;
  reconnect(): Promise<void>;
  /** Options for every script: environment, timeout. */
  readonly runOptions: RunOptions;
  /** What this session was told and is still true. */
  readonly answers: Answers;
  /** What coming tasks will ask; `undefined` where nothing is asked ahead of its time. */
  readonly ahead?: Ahead | undefined;
  /** Whether programs of the user's run here are said to change nothing (`changed_when: false`). */
  readonly onlyReads?: boolean;
  /** Called while a file of the target arrives. */
  readonly onDownload?: OnBytes | undefined;
  /** Called for each change, made or (in check mode) only meant. */
  onChange(change: Omit<Change, 'run'>): void;
  readonly signal?: AbortSignal | undefined;
}

/** Takes over a change that the target can carry out by itself: the conversation ends there, with this as its result. */
export type TakeOver<Result> = (change: Change, line: Line) => Promise<Result>;

/** Holds a conversation to its end and returns what it returns. Errors are thrown into it, so that it can handle them. */
export async function drive<Result>(
  conversation: Conversation<Result>,
  line: Line,
  takeOver?: TakeOver<Result>,
): Promise<Result> {
  let next = conversation.next(undefined);
  while (!next.done) {
    line.signal?.throwIfAborted();
    let reply: unknown;
    try {
      const step = next.value;
      if (takeOver && step.kind === 'change' && step.change.job && !line.check)
        return await takeOver(step.change, line);
      reply = await answer(next.value, line);
    } catch (thrown) {
      next = conversation.throw(thrown);
      continue;
    }
    next = conversation.next(reply);
  }
  return next.value;
}

async function answer(step: Step, line: Line): Promise<unknown> {
  switch (step.kind) {
    case 'ask':
      return askAnswers(step.questions, line);
    case 'change':
      return makeChange(step.change, line);
    case 'exchange':
      return untilAborted(makeExchange(step.exchange, line), line.signal);
    case 'reach':
      return letTimePass(line, untilAborted(line.reach(step.reach), line.signal));
    case 'download':
      return untilAborted(downloadFile(step.path, step.destination, line), line.signal);
    case 'wait':
      return letTimePass(line, pause(step.milliseconds, undefined, line.signal ? { signal: line.signal } : {}));
    case 'controller':
      return untilAborted(step.start(), line.signal);
    case 'leave':
      return line.leave(step.user);
    case 'reconnect':
      line.answers.machine.forget();
      return line.reconnect();
    default:
      return step satisfies never;
  }
}

/** What was true before need not be after it. */
async function letTimePass<Result>({ answers }: Line, passing: Promise<Result>): Promise<Result> {
  try {
    return await passing;
  } finally {
    answers.machine.forgetAll();
  }
}

/** Asks what is not known yet, in one trip, and returns the answers in the questions' order. */
export async function askAnswers(questions: readonly Question<unknown>[], line: Line): Promise<unknown[]> {
  const { answers } = line;
  await answers.arrived(questions.map(({ key }) => key));
  const known = new Map<string, unknown>();
  const open: Question<unknown>[] = [];
  for (const question of questions) {
    const found = question.kind.isVolatile ? undefined : answers.find(question.key);
    if (found) known.set(question.key, found.value);
    else open.push(question);
  }
  if (open.length > 0) for (const [key, value] of await askOpen(open, line)) known.set(key, value);
  return questions.map((question) => known.get(question.key));
}

/** Asks over the wire; what coming tasks want to know travels with it. */
async function askOpen(open: readonly Question<unknown>[], line: Line): Promise<ReadonlyMap<string, unknown>> {
  const session = await line.session();
  const { timeout, environment } = line.runOptions;
  const options = { timeout, environment, signal: line.signal };
  const ahead = line.ahead?.along(line.answers) ?? [];
  if (ahead.length > 0) {
    const given = await sendTrips([...open, ...ahead], { session, options, line }).catch(() => undefined);
    if (given) return given;
    // Whatever went wrong may be the fault of a question that was not due yet.
    line.signal?.throwIfAborted();
  }
  return sendTrips(open, { session, options, line });
}

interface Sending {
  readonly session: Session;
  readonly options: RunOptions;
  readonly line: Line;
}

/** Sends questions, those of a kind in one script; all scripts cost one round trip. */
async function sendTrips(
  questions: readonly Question<unknown>[],
  { session, options, line }: Sending,
): Promise<ReadonlyMap<string, unknown>> {
  const [first, ...others] = askTogether(questions);
  const given = new Map<string, unknown>();
  if (!first) return given;
  const { answers } = line;
  const { epoch } = answers.machine;
  const together = session.runTogether(
    first.script,
    others.map(({ script }) => script),
    options,
  );
  const outcomes = await Promise.all([together.first, ...together.others]);
  [first, ...others].forEach((trip, index) => {
    const outcome = outcomes[index];
    if (outcome) for (const [key, value] of trip.read(outcome)) given.set(key, value);
  });
  answers.keep(given, epoch);
  return given;
}

async function makeChange(change: Change, line: Line): Promise<Outcome | undefined> {
  const { run, ...shown } = change;
  if (change.counts !== false) line.onChange(shown);
  if (line.check && change.inCheckMode !== true) return undefined;
  const { machine } = line.answers;
  const options = {
    ...line.runOptions,
    timeout: change.timeout ?? line.runOptions.timeout,
    environment: { ...line.runOptions.environment, ...change.environment },
    signal: line.signal,
  };
  const session = await line.session();
  const behind = change.environment ? [] : askTogether(line.ahead?.behind(line.answers, change) ?? []);
  machine.forget();
  const scripts = behind.map(({ script }) => script);
  const together = session.runTogether(run, scripts, options);
  const outcome = await together.first.finally(() => {
    machine.forget();
    if (change.mayReachOthers && !line.onlyReads) machine.forgetOthers();
  });
  expectAnswers(behind, together.others, line.answers);
  if (outcome.status !== 0 && !change.mayFail) throw failureOf(change, outcome);
  return outcome;
}

/** Takes in what is asked right behind a change: it tells how things are after it. */
function expectAnswers(trips: readonly Trip[], outcomes: readonly Promise<Outcome>[], answers: Answers): void {
  const { epoch } = answers.machine;
  trips.forEach((trip, index) => {
    const arrival = async (): Promise<void> => {
      const outcome = await outcomes[index];
      if (outcome) answers.keep(trip.read(outcome), epoch);
    };
    // An answer that does not come or cannot be read is asked for again when it is needed.
    answers.expect(
      trip.keys,
      arrival().catch(() => undefined),
    );
  });
}

function failureOf(change: Change, outcome: Outcome): TaskFailure {
  const stderr = outcome.stderr.toString().trim();
  const stdout = outcome.stdout.toString().trim();
  const reason = stderr || stdout || `exit status ${outcome.status}`;
  return new TaskFailure(`${change.what}: ${reason}`, { rc: outcome.status, stderr, stdout });
}

async function makeExchange(exchange: Exchange, line: Line): Promise<HttpResponse | undefined> {
  if (exchange.change) {
    if (exchange.change.counts !== false) line.onChange(exchange.change);
    if (line.check) return undefined;
  }
  if (exchange.change || !/^(?:GET|HEAD|OPTIONS)$/i.test(exchange.request.method))
    return changingExchange(exchange, line);
  return line.exchange(exchange);
}

async function changingExchange(exchange: Exchange, line: Line): Promise<HttpResponse> {
  const { machine } = line.answers;
  machine.forget();
  try {
    return await line.exchange(exchange);
  } finally {
    machine.forget();
    if (!('socket' in exchange.request.to)) machine.forgetOthers();
  }
}

async function downloadFile(path: string, destination: string | undefined, line: Line): Promise<Buffer> {
  const stream = await (await line.session()).read(path);
  if (destination !== undefined) {
    await pipeline(stream, createWriteStream(destination, { mode: 0o600 }));
    return Buffer.alloc(0);
  }
  const chunks: Buffer[] = [];
  for await (const chunk of stream) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}

/** Work that has no end of its own to wait for when the run is interrupted: closing the connections ends it. */
function untilAborted<Result>(work: Promise<Result>, signal: AbortSignal | undefined): Promise<Result> {
  if (!signal) return work;
  return new Promise((resolve, reject) => {
    const stop = (): void => reject(signal.reason);
    signal.addEventListener('abort', stop, { once: true });
    work.then(resolve, reject).finally(() => signal.removeEventListener('abort', stop));
  });
}
