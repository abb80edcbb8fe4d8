import { describe, expect, test } from 'vitest';
import { expect as expectModule } from '../../src/modules/expect.js';
import { Responder } from '../../src/modules/terminal/responder.js';
import type { Step } from '../../src/module-kit/index.js';
import { failureOf } from './failure.js';
import { target, withDefaults } from './target.js';

describe('answers to prompts', () => {
  test('a text is given again, and each part of the output is looked at once', () => {
    const responder = new Responder(new Map([['[Pp]assword:', 'secret\n\n']]));
    expect(['Enter pass', 'word: ', 'Password: again', 'word: '].map((part) => responder.next(part))).toEqual([
      undefined,
      'secret\n',
      'secret\n',
      undefined,
    ]);
  });

  test('the first prompt in the output is the one that is answered', () => {
    const responder = new Responder(
      new Map<string, string | number>([
        ['name', 'ada'],
        ['age', 36],
      ]),
    );
    expect([responder.next('age? name? '), responder.next('')]).toEqual(['36\n', 'ada\n']);
  });

  test('a list is used up', () => {
    const responder = new Responder(new Map([['q', ['a']]]));
    expect(responder.next('q')).toBe('a\n');
    expect(failureOf(() => responder.next('q')).message).toBe("No remaining responses for 'q', output was 'q'");
  });
});

/** Holds the conversation with a program that prints the parts in turn; answers and other changes are recorded. */
function converse(given: Record<string, unknown>, parts: readonly { text: string; status?: number }[]) {
  const args = withDefaults(expectModule, { command: 'ask', responses: new Map([['name', 'ada']]), ...given });
  const said: string[] = [];
  const conversation = expectModule.run(args, target);
  let [next, look, clock] = [conversation.next(undefined), 0, 0];
  const answer = (step: Step): unknown => {
    if (step.kind === 'clock') return (clock += 1000);
    if (step.kind === 'change') {
      said.push(step.change.what);
      return { status: 0, stdout: Buffer.from('/tmp/x'), stderr: Buffer.alloc(0) };
    }
    if (step.kind !== 'ask') return undefined;
    if (step.questions.length > 1) return [false, false, '/usr/bin/script'];
    const part = parts[look++] ?? { text: '' };
    return [{ bytes: Buffer.from(part.text, 'latin1'), status: part.status }];
  };
  while (!next.done) next = conversation.next(answer(next.value));
  return { result: next.value, said };
}

test('a program is answered until it ends', () => {
  const { result, said } = converse({}, [{ text: 'your name: ' }, { text: 'hello ada\r\n', status: 0 }]);
  expect(said).toEqual(['run', 'answer', 'clear up']);
  expect(result).toMatchObject({ cmd: 'ask', rc: 0, changed: true, stdout: 'your name: hello ada' });
});

test.each([
  ['a program that fails', {}, [{ text: 'no', status: 3 }], 'non-zero return code'],
  ['a prompt that does not come', { timeout: 2 }, [], 'command exceeded timeout'],
  [
    'output that is no UTF-8',
    {},
    [{ text: '\xe8', status: 0 }],
    'Refusing to deserialize an invalid UTF8 string value',
  ],
  ['no command', { command: ' ' }, [], 'no command given'],
])('%s', (_case, given, parts, message) => {
  expect(failureOf(() => converse(given, parts)).message).toContain(message);
});
