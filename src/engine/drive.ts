import { createWriteStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import { setTimeout as pause } from 'node:timers/promises';
import type { Change, Conversation, Download, Exchange, Reach, Step } from '../module-kit/steps.js';
import type { HttpResponse } from '../transport/http.js';
import type { Reached } from '../module-kit/steps.js';
import type { OnBytes, RunOptions, Session } from '../transport/connection.js';
import type { Ahead } from './ahead/ahead.js';
import { askAnswers } from './ask.js';
import type { Answers } from './machine.js';
import { makeChange } from './make-change.js';
import { mayChange } from './may-change.js';

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
  /** Called while a file of the target, or the answer to a request, arrives. */
  readonly onDownload?: OnBytes | undefined;
  /** Called while an engine on the target fetches something by itself. */
  readonly onFetch?: OnBytes | undefined;
  /** Called now and then with the last line of a program's output; absent where nobody may see it. */
  readonly onPrinted?: ((text: string) => void) | undefined;
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
      return untilAborted(downloadFile(step.download, line), line.signal);
    case 'wait':
      return letTimePass(line, pause(step.milliseconds, undefined, line.signal ? { signal: line.signal } : {}));
    case 'clock':
      return Date.now();
    case 'controller':
      return untilAborted(onController(step.start, line), line.signal);
    case 'leave':
      return line.leave(step.user);
    case 'reconnect':
      line.answers.machine.forget();
      return line.reconnect();
    default:
      return step satisfies never;
  }
}

/** Milliseconds on the controller after which what is known of machines is old: somebody may have been asked something. */
const longOnController = 500;

async function onController(start: () => Promise<unknown>, { answers }: Line): Promise<unknown> {
  const startedAt = performance.now();
  try {
    return await start();
  } finally {
    if (performance.now() - startedAt > longOnController) answers.machine.forgetAll();
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

async function makeExchange(exchange: Exchange, line: Line): Promise<HttpResponse | undefined> {
  if (exchange.change) {
    if (exchange.change.counts !== false) line.onChange(exchange.change);
    if (line.check) return undefined;
  }
  return mayChange(exchange) ? changingExchange(exchange, line) : line.exchange(exchange);
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

async function downloadFile({ path, destination, size }: Download, line: Line): Promise<void> {
  const stream = await (await line.session()).read(path);
  let count = 0;
  stream.on('data', (chunk: Buffer) => {
    count += chunk.length;
    line.onDownload?.(count, size);
  });
  await pipeline(stream, createWriteStream(destination, { mode: 0o600 }));
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
