import { describe, expect, test } from 'vitest';
import { sudoers } from '../../src/modules/sudoers.js';
import { failureOf } from './failure.js';
import { talk } from './talk.js';
import { target, withDefaults } from './target.js';
import { textFile } from './text-file.js';

const run = (given: object, visudo: object = {}, text?: string) =>
  talk(sudoers.run(withDefaults(sudoers, { name: 'r', ...given }), { ...target, diff: true }), {
    answers: {
      ...textFile('/etc/sudoers.d/r', text),
      'stat {"path":"/etc/sudoers.d","follow":true}': { exists: true },
    },
    prints: { visudo },
    check: true,
  }).result as { changed: boolean; diff?: [{ after: string }] };

const ada = { user: 'ada', commands: ['ls', 'ps'] };

describe('sudoers', () => {
  test.each([
    ['a user', ada, 'ada ALL=NOPASSWD: ls, ps\n'],
    ['a group', { group: 'wheel', commands: ['ALL'], nopassword: false }, '%wheel ALL= ALL\n'],
    ['as another', { ...ada, runas: 'bob', host: 'web' }, 'ada web=(bob)NOPASSWD: ls, ps\n'],
    ['with tags', { ...ada, noexec: true, setenv: true }, 'ada ALL=NOEXEC:NOPASSWD:SETENV: ls, ps\n'],
  ])('%s', (_case, given, rule) => {
    expect(run(given).diff?.[0].after).toBe(rule);
    expect(run(given, {}, rule).changed).toBe(false);
  });

  test.each([
    ['there', 'x\n', true],
    ['gone', undefined, false],
  ])('absent, %s', (_case, text, changed) => {
    expect(run({ state: 'absent' }, {}, text).changed).toBe(changed);
  });

  test('a rule that visudo refuses is not written', () => {
    const refused = { status: 1, stderr: Buffer.from('stdin:1: syntax error') };
    expect(failureOf(() => run(ada, refused)).message).toBe('Failed to validate sudoers rule:\nstdin:1: syntax error');
    expect(run({ ...ada, validation: 'absent' }, refused).changed).toBe(true);
  });

  test('without visudo, only what must be validated fails', () => {
    expect(run(ada, { status: 99 }).changed).toBe(true);
    expect(failureOf(() => run({ ...ada, validation: 'required' }, { status: 99 })).message).toContain('visudo');
  });

  test('somebody must be named', () => {
    expect(failureOf(() => run({ commands: ['ls'] })).message).toContain('user, group');
  });
});
