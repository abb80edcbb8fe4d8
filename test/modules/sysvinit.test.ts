import { describe, expect, test } from 'vitest';
import { sysvinit } from '../../src/modules/sysvinit.js';
import { failureOf } from './failure.js';
import { talk } from './talk.js';
import { target, withDefaults } from './target.js';

const run = (given: object, now: string, outcomes = {}) =>
  talk(sysvinit.run(withDefaults(sysvinit, { name: 'demo', ...given }), target), { prints: { init: now }, outcomes });

const stopped = '0\n3\n2\n3\n';
const started = '0\n0\n2\n3\n';

describe('sysvinit', () => {
  test.each([
    ['start', { state: 'started' }, stopped, 'start'],
    ['started', { state: 'started' }, started, ''],
    ['stop', { state: 'stopped' }, started, 'stop'],
    ['stopped', { state: 'stopped' }, stopped, ''],
    ['restart', { state: 'restarted' }, stopped, 'restart'],
    ['reload', { state: 'reloaded' }, started, 'reload'],
    ['enabled', { enabled: true }, started, ''],
    ['enabled where it is', { enabled: true, runlevels: ['2'] }, started, ''],
    ['to be enabled in a runlevel', { enabled: true, runlevels: ['2', '5'] }, started, 'enable'],
    ['to be disabled', { enabled: false }, started, 'disable'],
    ['both', { enabled: true, state: 'started' }, '0\n3\n', 'enable,start'],
  ])('%s', (_case, given, now, what) => {
    const { result, changes } = run(given, now);
    expect(changes.map((change) => change.what).join(',')).toBe(what);
    expect(result.changed).toBe(what !== '');
  });

  test('tells what the script said', () => {
    const { result } = run({ state: 'started', runlevels: ['3'] }, stopped, { start: { text: 'ok\n' } });
    expect(result['status']).toEqual({
      enabled: { changed: false, rc: null, stdout: null, stderr: null, runlevels: ['3'] },
      started: { changed: true, rc: 0, stdout: 'ok\n', stderr: '' },
    });
  });

  test.each([
    ['no script', '1\n127\n', {}, 'Could not find the requested service demo: '],
    ['a script that fails', stopped, { start: { status: 1 } }, 'Failed to start service: demo'],
  ])('%s', (_case, now, outcomes, message) => {
    expect(failureOf(() => run({ state: 'started' }, now, outcomes)).message).toBe(message);
  });
});
