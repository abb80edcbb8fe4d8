import { PassThrough } from 'node:stream';
import { expect, test } from 'vitest';
import { Questions, type Terminal } from '../../src/cli/questions.js';

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

test('what is hidden is asked at the terminal of the process, though standard input is a pipe', async () => {
  const typed = new PassThrough();
  const screen = new PassThrough();
  const shown: string[] = [];
  screen.on('data', (chunk: Buffer) => {
    shown.push(chunk.toString());
    if (shown.length === 1) typed.write('s3cret\n');
  });
  const input = Object.assign(new PassThrough(), { isTTY: false });
  input.end('piped\n');
  let closed = 0;
  const openTerminal = (): Terminal => ({ input: typed, output: screen, close: () => (closed += 1) });
  const questions = new Questions({ input, output: new PassThrough(), interrupt: () => undefined, openTerminal });
  expect(await questions.ask('SSH password: ', { isHidden: true })).toBe('s3cret');
  expect(await questions.ask('Name: ', { isHidden: false })).toBe('piped');
  expect([shown.join(''), closed]).toEqual(['SSH password: \n', 1]);
});
