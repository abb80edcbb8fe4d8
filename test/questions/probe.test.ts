import { expect, test } from 'vitest';
import { askTogether, probe } from '../../src/questions/question.js';
import { attach, sh } from '../../src/shell/script.js';

test('two probes whose attachments have one size are two questions, and equal ones are one', () => {
  const [one, other, again] = ['abc', 'xyz', 'abc'].map((text) =>
    probe(sh`cat ${attach(text)}`, ({ status }) => status),
  );
  expect([one?.key === other?.key, one?.key === again?.key]).toEqual([false, true]);
  expect(askTogether([one, other, again].flatMap((question) => question ?? []))).toHaveLength(2);
});
