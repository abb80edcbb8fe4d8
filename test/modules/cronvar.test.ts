import { describe, expect, test } from 'vitest';
import { cronvar } from '../../src/modules/cronvar.js';
import { failureOf } from './failure.js';
import { talk } from './talk.js';
import { target, withDefaults } from './target.js';

const tab = 'A=1\nB = "x y"\n0 5 * * * X=1 /bin/true\n';

const run = (given: object) =>
  talk(cronvar.run(withDefaults(cronvar, { name: 'A', ...given }), { ...target, diff: true }), {
    prints: { 'crontab -l': tab },
    check: true,
  });

describe('cronvar', () => {
  test.each([
    ['another value', { value: '2' }, `A=2\n${tab.slice(4)}`],
    ['a new one', { name: 'C', value: '3' }, `C=3\n${tab}`],
    ['behind another', { name: 'C', value: '3', insertafter: 'A' }, `A=1\nC=3\n${tab.slice(4)}`],
    ['in front of another', { name: 'C', value: '3', insertbefore: 'B' }, `A=1\nC=3\n${tab.slice(4)}`],
    ['none', { state: 'absent' }, tab.slice(4)],
  ])('%s', (_case, given, after) => {
    const { result, changes } = run(given);
    expect(result.changed).toBe(true);
    expect(changes[0]?.diff?.after).toBe(after);
  });

  test.each([
    ['the same', { value: '1' }],
    ['the same with blanks', { name: 'B', value: '"x y"' }],
    ['a name inside of a job', { name: 'X', state: 'absent' }],
  ])('unchanged: %s', (_case, given) => {
    expect(run(given).result).toEqual({ changed: false, vars: ['A', 'B'] });
  });

  test('nothing is inserted beside a variable that is missing, and that is said', () => {
    const { result } = run({ name: 'C', value: '3', insertafter: 'Z' });
    expect([result.changed, result.warnings]).toEqual([false, ['the variable Z is missing, so nothing was inserted']]);
  });

  test('a value is needed', () => {
    expect(failureOf(() => run({})).message).toBe("You must specify 'value' to insert a new cron variable");
  });
});
