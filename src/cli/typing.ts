import { createInterface } from 'node:readline';
import { Writable } from 'node:stream';
import type { Typed, TypingOptions } from '../module-kit/typed.js';

/** A terminal that somebody types on. */
export interface TypingStreams {
  readonly input: NodeJS.ReadableStream & { setRawMode?(isRaw: boolean): unknown };
  readonly output: NodeJS.WritableStream;
}

const interruptKey = '\u0003';
const question = "Press 'C' to continue the play or 'A' to abort \r\n";

/**
 * Waits at a terminal until a line is typed or the time is over. Ctrl-C asks, by one key, whether to go on at once or
 * to abort. Ends as aborted when the signal comes.
 */
export async function waitAtTerminal(
  streams: TypingStreams,
  options: TypingOptions & { readonly signal: AbortSignal },
): Promise<Typed> {
  const { seconds, signal } = options;
  const ended = new AbortController();
  const end = (): void => ended.abort();
  const timer = seconds === undefined ? undefined : setTimeout(end, seconds * 1000);
  signal.addEventListener('abort', end, { once: true });
  try {
    const typed = await firstThing(streams, options, ended.signal);
    if (typed !== interruptKey) return typed;
    clearTimeout(timer);
    streams.output.write(question);
    return await decision(streams, signal);
  } finally {
    clearTimeout(timer);
    signal.removeEventListener('abort', end);
  }
}

/** A line, or Ctrl-C, or that the time is over. */
function firstThing(
  streams: TypingStreams,
  { echo, seconds }: TypingOptions,
  over: AbortSignal,
): Promise<Typed | typeof interruptKey> {
  return seconds === undefined ? typedLine(streams, echo, over) : typedInterrupt(streams, over);
}

/** A line that can be edited while it is typed. The end of the input is an empty one. */
function typedLine(
  { input, output }: TypingStreams,
  echo: boolean,
  over: AbortSignal,
): Promise<Typed | typeof interruptKey> {
  const silent = new Writable({ write: (_chunk, _encoding, done) => done() });
  const lines = createInterface({ input, output: echo ? output : silent, terminal: true, prompt: '' });
  return new Promise<Typed | typeof interruptKey>((settle) => {
    lines.once('line', (text) => settle({ kind: 'line', text }));
    lines.once('SIGINT', () => settle(interruptKey));
    lines.once('close', () => settle({ kind: 'line', text: '' }));
    over.addEventListener('abort', () => settle({ kind: 'over' }), { once: true });
  }).finally(() => {
    lines.close();
    if (!echo) output.write('\n');
  });
}

async function typedInterrupt(streams: TypingStreams, over: AbortSignal): Promise<Typed | typeof interruptKey> {
  const key = await typedKey(streams, (typed) => typed === interruptKey, over);
  return key === undefined ? { kind: 'over' } : interruptKey;
}

async function decision(streams: TypingStreams, signal: AbortSignal): Promise<Typed> {
  const key = await typedKey(streams, (typed) => /^[ac]$/i.test(typed), signal);
  return { kind: key?.toLowerCase() === 'c' ? 'over' : 'aborted' };
}

/** The first key of those wanted; `undefined` when the signal comes before, or the input ends. */
function typedKey(
  { input }: TypingStreams,
  isWanted: (key: string) => boolean,
  over: AbortSignal,
): Promise<string | undefined> {
  return new Promise<string | undefined>((settle) => {
    const read = (chunk: Buffer | string): void => {
      const key = [...chunk.toString()].find(isWanted);
      if (key !== undefined) finish(key);
    };
    const giveUp = (): void => finish(undefined);
    const finish = (key: string | undefined): void => {
      input.off('data', read).off('end', giveUp);
      over.removeEventListener('abort', giveUp);
      input.setRawMode?.(false);
      input.pause();
      settle(key);
    };
    input.setRawMode?.(true);
    input.on('data', read).on('end', giveUp);
    over.addEventListener('abort', giveUp, { once: true });
    input.resume();
    if (over.aborted) giveUp();
  });
}
