import { createWriteStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import { setTimeout as pause } from 'node:timers/promises';
import { TaskFailure } from '../module-kit/failure.js';
import type { Change, Conversation, Exchange, Reach, Step } from '../module-kit/steps.js';
import type { HttpResponse } from '../transport/http.js';
import type { Reached } from '../module-kit/steps.js';
import type { Outcome, RunOptions, Session } from '../transport/connection.js';
import type { Question } from '../questions/question.js';
import { askTogether } from '../questions/question.js';

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
  /** Answers still known to be true, by question key. */
  readonly answers: Map<string, unknown>;
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
      return untilAborted(line.reach(step.reach), line.signal);
    case 'download':
      return untilAborted(downloadFile(step.path, step.destination, line), line.signal);
    case 'wait':
      return pause(step.milliseconds, undefined, line.signal ? { signal: line.signal } : {});
    case 'controller':
      return untilAborted(step.start(), line.signal);
    case 'leave':
      return line.leave(step.user);
    case 'reconnect':
      line.answers.clear();
      return line.reconnect();
    default:
      return step satisfies never;
  }
}

/** Asks what is not known yet, in one trip, and returns the answers in the questions' order. */
export async function askAnswers(questions: readonly Question<unknown>[], line: Line): Promise<unknown[]> {
  for (const { key, kind } of questions) if (kind.isVolatile) line.answers.delete(key);
  const open = questions.filter((question) => !line.answers.has(question.key));
  if (open.length > 0) {
    const session = await line.session();
    const { timeout } = line.runOptions;
    // The scripts are written one after the other without waiting: all of them cost one round trip.
    await Promise.all(
      askTogether(open).map(async (trip) => {
        const answers = trip.read(
          await session.run(trip.script, { timeout, environment: line.runOptions.environment, signal: line.signal }),
        );
        for (const [key, value] of answers) line.answers.set(key, value);
      }),
    );
  }
  return questions.map((question) => line.answers.get(question.key));
}

async function makeChange(change: Change, line: Line): Promise<Outcome | undefined> {
  const { run, ...shown } = change;
  if (change.counts !== false) line.onChange(shown);
  if (line.check && change.inCheckMode !== true) return undefined;
  line.answers.clear();
  const environment = { ...line.runOptions.environment, ...change.environment };
  const outcome = await (
    await line.session()
  ).run(run, {
    ...line.runOptions,
    timeout: change.timeout ?? line.runOptions.timeout,
    environment,
    signal: line.signal,
  });
  if (outcome.status !== 0 && !change.mayFail) throw failureOf(change, outcome);
  return outcome;
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
    line.answers.clear();
  }
  return line.exchange(exchange);
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
