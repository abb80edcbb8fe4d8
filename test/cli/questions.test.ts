import { PassThrough } from 'node:stream';
import { expect, test } from 'vitest';
import { Questions } from '../../src/cli/questions.js';

/** Questions whose answers come from a pipe. */
function piped(text: string): { questions: Questions; prompts: () => string } {
  const input = Object.assign(new PassThrough(), { isTTY: false });
  input.end(text);
  const output = new PassThrough();
  const shown: string[] = [];
  output.on('data', (chunk: Buffer) => shown.push(chunk.toString()));
  const questions = new Questions({ input, output, interrupt: () => undefined });
  return { questions, prompts: () => shown.join('') };
}

test('several questions are answered by the lines of one pipe', async () => {
  const { questions, prompts } = piped('one\ntwo\n');
  expect(await questions.ask('First: ', { isHidden: true })).toBe('one');
  expect(await questions.ask('Second: ', { isHidden: false })).toBe('two');
  expect(prompts()).toBe('First: \nSecond: \n');
});

test('a line without an end is an answer, and then there is none', async () => {
  const { questions } = piped('last');
  expect(await questions.ask('First: ', { isHidden: true })).toBe('last');
  await expect(questions.ask('Second: ', { isHidden: true })).rejects.toMatchObject({ code: 'E0007' });
});
