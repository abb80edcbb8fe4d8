import { expect, test } from 'vitest';
import { promptFor } from '../../src/cli/prompt.js';

test.each([
  ['a terminal is asked', true, { echo: true }, ['ask: Go on?'], 'yes'],
  ['hidden where that is wanted', true, { echo: false }, ['secret: Go on?'], 'hidden'],
  ['a pause of some seconds is only told', true, { echo: true, seconds: 5 }, ['note: Go on?'], undefined],
  ['without a terminal nobody is asked', false, { echo: true }, [], undefined],
])('%s', async (_what, isInteractive, options, said, answer) => {
  const calls: string[] = [];
  const environment = {
    isInteractive,
    note: (text: string) => void calls.push(`note: ${text}`),
    ask: async (text: string) => (calls.push(`ask: ${text}`), 'yes'),
    askSecret: async (text: string) => (calls.push(`secret: ${text}`), 'hidden'),
  };
  expect(await promptFor(environment, 'Go on?', options)).toBe(answer);
  expect(calls).toEqual(said);
});
