import { StringDecoder } from 'node:string_decoder';
import type { Typed, TypingOptions } from '../module-kit/typed.js';

/** A terminal that somebody types on. */
export interface TypingStreams {
  readonly input: NodeJS.ReadableStream & { setRawMode?(isRaw: boolean): unknown };
  show(text: string): void;
}

/** What a key leads to; `undefined` waits for the next one. */
type OnKey<Result> = (key: string) => Result | undefined;

const interruptKey = '\u0003';
const endKey = '\u0004';
const over: Typed = { kind: 'over' };

/**
 * Waits at a terminal until a line is typed or the time is over. Ctrl-C asks, by one key, whether to go on at once or
 * to abort. The signal ends it too.
 */
export async function waitAtTerminal(
  streams: TypingStreams,
  { echo, seconds, signal }: TypingOptions & { readonly signal: AbortSignal },
): Promise<Typed> {
  const limit = new AbortController();
  const timer = seconds === undefined ? undefined : setTimeout(() => limit.abort(), seconds * 1000);
  const onKey = seconds === undefined ? lineEditor((text) => echo && streams.show(text)) : interruptOnly;
  const typed = await readKeys(streams, onKey, AbortSignal.any([signal, limit.signal]));
  clearTimeout(timer);
  if (typed !== 'interrupt') {
    if (seconds === undefined) streams.show('\n');
    return typed ?? over;
  }
  streams.show("Press 'C' to continue the play or 'A' to abort \r\n");
  return (await readKeys(streams, decision, signal)) ?? { kind: 'aborted' };
}

function interruptOnly(key: string): 'interrupt' | undefined {
  return key === interruptKey ? 'interrupt' : undefined;
}

function decision(key: string): Typed | undefined {
  if (key === 'c' || key === 'C') return over;
  return key === 'a' || key === 'A' ? { kind: 'aborted' } : undefined;
}

/** Puts a line together. What the keys change is shown, so that it needs nothing of the terminal but backspace. */
function lineEditor(show: (text: string) => void): OnKey<Typed | 'interrupt'> {
  let line: readonly string[] = [];
  const erase = (count: number): undefined => {
    show('\b \b'.repeat(Math.min(count, line.length)));
    line = line.slice(0, Math.max(0, line.length - count));
  };
  return (key) => {
    switch (key) {
      case interruptKey:
        return 'interrupt';
      case '\r':
      case '\n':
      case endKey:
        return { kind: 'line', text: line.join('') };
      case '\u007f':
      case '\b':
        return erase(1);
      case '\u0015':
        return erase(line.length);
    }
    // Arrows and other keys that are no text are not part of the line.
    if (key < ' ') return undefined;
    line = [...line, key];
    show(key);
    return undefined;
  };
}

const escapeSequence = /^\u001b(?:\[[0-9;]*[A-Za-z~]|O?.)?/u;

/** The first character, or all of an escape sequence. */
function firstKey(text: string): string {
  return escapeSequence.exec(text)?.[0] ?? String.fromCodePoint(text.codePointAt(0) ?? 0);
}

/** Reads keys one by one until one leads to something; `undefined` when the signal comes before, or the input ends. */
function readKeys<Result>(
  { input }: TypingStreams,
  onKey: OnKey<Result>,
  signal: AbortSignal,
): Promise<Result | undefined> {
  const decoder = new StringDecoder('utf8');
  return new Promise((settle) => {
    const read = (chunk: Buffer | string): void => {
      let rest = typeof chunk === 'string' ? chunk : decoder.write(chunk);
      while (rest !== '') {
        const key = firstKey(rest);
        rest = rest.slice(key.length);
        const result = onKey(key);
        if (result !== undefined) return finish(result, rest);
      }
    };
    const giveUp = (): void => finish(undefined);
    const finish = (result: Result | undefined, unread = ''): void => {
      input.off('data', read).off('end', giveUp).pause();
      signal.removeEventListener('abort', giveUp);
      input.setRawMode?.(false);
      // Who is asked next reads it.
      if (unread !== '') input.unshift(Buffer.from(unread));
      settle(result);
    };
    input.setRawMode?.(true);
    input.on('data', read).on('end', giveUp).resume();
    signal.addEventListener('abort', giveUp, { once: true });
    if (signal.aborted) giveUp();
  });
}
