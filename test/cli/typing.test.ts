import { PassThrough } from 'node:stream';
import { expect, test } from 'vitest';
import { waitAtTerminal, type TypingStreams } from '../../src/cli/typing.js';
import type { Typed } from '../../src/module-kit/typed.js';

/** A terminal on which the keys are pressed: those of one text at once, the next when something is asked. */
function terminal(...keys: string[]): TypingStreams & { readonly shown: string[] } {
  const input = new PassThrough();
  const shown: string[] = [];
  const press = (): void => void setImmediate(() => keys.length > 0 && input.write(keys.shift()));
  press();
  const show = (text: string): void => {
    shown.push(text);
    if (text.includes("'A' to abort")) press();
  };
  return { input, show, shown };
}

const signal = new AbortController().signal;

test.each<[string, string[], number | undefined, Typed]>([
  ['a line is the answer', ['hello\r'], undefined, { kind: 'line', text: 'hello' }],
  ['a line can be edited', ['hellX\u007fo\r'], undefined, { kind: 'line', text: 'hello' }],
  ['a line is begun anew', ['wrong\u0015right\r'], undefined, { kind: 'line', text: 'right' }],
  ['more than there is cannot be erased', ['a\b\b\bé\r'], undefined, { kind: 'line', text: 'é' }],
  ['keys that are no text are left out', ['a\u001b[D\u001bOHb\t\r'], undefined, { kind: 'line', text: 'ab' }],
  ['the end of the input is an answer', ['yes\u0004'], undefined, { kind: 'line', text: 'yes' }],
  ['Ctrl-C and C go on', ['\u0003', 'c'], undefined, { kind: 'over' }],
  ['Ctrl-C and A abort', ['\u0003', 'A'], undefined, { kind: 'aborted' }],
  ['other keys do not decide', ['\u0003', 'xyC'], undefined, { kind: 'over' }],
  ['a limit is cut short by Ctrl-C and C', ['\r\n\u0003', 'C'], 3600, { kind: 'over' }],
  ['a limit is aborted by Ctrl-C and A', ['typed\r\u0003', 'A'], 3600, { kind: 'aborted' }],
  ['a limit passes', ['a line\r'], 0.01, { kind: 'over' }],
])('%s', async (_case, keys, seconds, wanted) => {
  expect(await waitAtTerminal(terminal(...keys), { echo: true, seconds, signal })).toEqual(wanted);
});

test.each([true, false])('what is typed is shown only with echo: %s', async (echo) => {
  const at = terminal('secret\r');
  await waitAtTerminal(at, { echo, seconds: undefined, signal });
  expect(at.shown.join('').includes('secret')).toBe(echo);
});

test('the end of the run ends the waiting', async () => {
  const run = new AbortController();
  const typed = waitAtTerminal(terminal(), { echo: true, seconds: 3600, signal: run.signal });
  run.abort();
  expect(await typed).toEqual({ kind: 'over' });
});

test('what was typed ahead is the next answer', async () => {
  const at = terminal('one\rtwo\r');
  const options = { echo: false, seconds: undefined, signal };
  const typed = [await waitAtTerminal(at, options), await waitAtTerminal(at, options)];
  expect(typed).toEqual([
    { kind: 'line', text: 'one' },
    { kind: 'line', text: 'two' },
  ]);
});
