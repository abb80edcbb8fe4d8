import { describe, expect, test } from 'vitest';
import { yumRepository } from '../../src/modules/yum_repository.js';
import type { Step } from '../../src/module-kit/index.js';
import { failureOf } from './failure.js';
import { absent, directory, present } from './files/paths.js';
import { target, withDefaults } from './target.js';

/** Runs over a file with this text; answers with what is written, `undefined` when nothing is. */
function run(given: Record<string, unknown>, text: string | undefined) {
  const written: string[] = [];
  const conversation = yumRepository.run(withDefaults(yumRepository, { name: 'b', ...given }), target);
  const now = text === undefined ? absent : present({ kind: 'file' });
  const answers = [
    [directory],
    [now, now, text === undefined ? undefined : { size: text.length, content: Buffer.from(text) }],
  ];
  const answer = (step: Step): unknown => {
    if (step.kind === 'ask') return answers.shift() ?? [directory];
    if (step.kind !== 'change') throw new Error(step.kind);
    const attached = step.change.run.parts.find((part) => typeof part === 'object' && 'content' in part);
    const content = attached && 'content' in attached ? attached.content : undefined;
    written.push(content instanceof Uint8Array ? Buffer.from(content).toString() : step.change.what);
    return undefined;
  };
  let next = conversation.next();
  while (!next.done) next = conversation.next(answer(next.value));
  return { result: next.value, written };
}

const wish = { description: 'B', baseurl: ['http://b'] };
const own = '[b]\nbaseurl = http://b\nname = B\n\n';

describe('yum_repository', () => {
  test.each([
    ['a new file', wish, undefined, [own]],
    ['as it is', wish, own, []],
    ['written otherwise', wish, '# ours\n[b]\nNAME: B\nbaseurl=http://b\n', []],
    ['beside another', wish, '[a]\nz=1\nname=A\n', [`[a]\nz = 1\nname = A\n\n${own}`]],
    ['changed', wish, '[b]\nname=B\n[a]\nname=A\n', [`[a]\nname = A\n\n${own}`]],
    ['removed from others', { state: 'absent' }, `${own}[a]\nname=A\n`, ['[a]\nname = A\n\n']],
    ['removed', { state: 'absent' }, own, ['remove']],
    ['removed already', { state: 'absent' }, undefined, []],
  ])('%s', (_case, given, text, wanted) => {
    const { result, written } = run(given, text);
    expect(written).toEqual(wanted);
    expect(result.changed).toBe(wanted.length > 0);
  });

  test('lists, flags and several lines', () => {
    const given = { ...wish, baseurl: ['a', 'b'], exclude: ['c', 'd'], gpgcheck: true, enabled: false };
    expect(run(given, undefined).written).toEqual([
      '[b]\nbaseurl = a\n\tb\nenabled = 0\nexclude = c d\ngpgcheck = 1\nname = B\n\n',
    ]);
  });

  test('passwords are in no diff', () => {
    const { result } = run({ ...wish, password: 'hush hush' }, undefined);
    expect(JSON.stringify(result)).not.toContain('hush');
  });

  test('a file that is none of its kind is refused', () => {
    expect(failureOf(() => run(wish, 'nonsense\n')).message).toContain('no section headers');
  });
});
