import { describe, expect, test } from 'vitest';
import { ProvisionError } from '../../src/base/errors.js';
import type { Conversation, Step } from '../../src/module-kit/index.js';
import { isActive } from '../../src/modules/wait-for/drained.js';
import { waitFor } from '../../src/modules/wait_for.js';
import { waitForConnection } from '../../src/modules/wait_for_connection.js';
import { controllerWith } from './controller.js';
import { failureOf } from './failure.js';
import { withDefaults } from './target.js';

/** Holds a conversation with a clock that goes on by what is waited for; `look` answers each look. */
function pass<Result>(conversation: Conversation<Result>, look: (step: Step, seconds: number) => unknown): Result {
  let now = 0;
  let next = conversation.next(undefined);
  while (!next.done) {
    const step = next.value;
    if (step.kind === 'wait') now += step.milliseconds;
    try {
      next = conversation.next(step.kind === 'clock' ? now : step.kind === 'wait' ? undefined : look(step, now / 1000));
    } catch (thrown) {
      if (!(thrown instanceof ProvisionError)) throw thrown;
      next = conversation.throw(thrown);
    }
  }
  return next.value;
}

function run(given: Record<string, unknown>, look: (step: Step, seconds: number) => unknown) {
  return pass(waitFor.run(withDefaults(waitFor, given), controllerWith()), look).result;
}

const reached = (connected: boolean, received = '', matched = true) => ({ connected, matched, received });

describe('wait_for', () => {
  test('a port that opens', () => {
    expect(run({ port: 9090 }, (_step, seconds) => reached(seconds >= 3))).toMatchObject({
      changed: false,
      elapsed: 3,
      port: 9090,
      state: 'started',
      path: null,
    });
  });

  test('a port that closes', () => {
    expect(run({ port: 9090, state: 'stopped', sleep: 2 }, (_step, seconds) => reached(seconds < 3))).toMatchObject({
      elapsed: 4,
      state: 'stopped',
    });
  });

  test('what the peer says', () => {
    const result = run({ port: 22, search_regex: 'OpenSSH_(?P<major>\\d+)' }, (step) => {
      expect(step.kind === 'reach' && step.reach.expect?.source).toBe('OpenSSH_(?<major>\\d+)');
      return reached(true, 'SSH-2.0-OpenSSH_9.2\n');
    });
    expect(result).toMatchObject({ match_groups: ['9'], match_groupdict: { major: '9' } });
  });

  test('a text in a file; every look is a new question', () => {
    const keys = new Set<string>();
    const result = run({ path: '/var/log/x', search_regex: '^(ready)' }, (step, seconds) => {
      if (step.kind !== 'ask') return undefined;
      for (const question of step.questions) keys.add(question.key);
      return [seconds < 1 ? undefined : seconds < 2 ? 'not yet\n' : 'so\nready\n'];
    });
    expect(result).toMatchObject({ elapsed: 2, path: '/var/log/x', match_groups: ['ready'] });
    // The last one is what the file looks like then.
    expect(keys.size).toBe(4);
  });

  test('only time', () => {
    expect(run({ timeout: 5 }, () => undefined)).toMatchObject({ elapsed: 5 });
  });

  test.each([
    ['a port', { port: 1, timeout: 2 }, 'Timeout when waiting for 127.0.0.1:1'],
    ['a file', { path: '/x', timeout: 2 }, 'Timeout when waiting for file /x'],
    ['a message of its own', { port: 1, timeout: 2, msg: 'not up' }, 'not up'],
  ])('the time is over: %s', (_case, given, message) => {
    const failure = failureOf(() => run(given, (step) => (step.kind === 'reach' ? reached(false) : [undefined])));
    expect([failure.message, failure.result['elapsed']]).toEqual([message, 2]);
  });

  test('a bad pattern and draining a file are refused', () => {
    expect(failureOf(() => run({ port: 1, search_regex: '(' }, () => undefined)).message).toContain('(');
    expect(failureOf(() => run({ path: '/x', state: 'drained' }, () => undefined)).message).toContain('port');
  });

  test('check mode does not wait', () => {
    const conversation = waitFor.run(withDefaults(waitFor, { port: 1 }), controllerWith({ check: true }));
    expect(conversation.next(undefined)).toMatchObject({ done: true, value: { result: { skipped: true } } });
  });
});

describe('draining', () => {
  const draining = { host: '0.0.0.0', port: 80, states: ['ESTABLISHED', 'TIME_WAIT'], excluded: ['10.0.0.9'] };
  const line = (own: string, peer: string, state: string): string =>
    `   1: ${own} ${peer} ${state} 00000000:00000000 00:00000000 00000000 0 0 1`;

  test.each([
    ['an open connection', line('0100007F:0050', '0200000A:C350', '01'), true],
    ['a listening socket', line('00000000:0050', '00000000:0000', '0A'), false],
    ['another port', line('0100007F:0051', '0200000A:C350', '01'), false],
    ['an excluded peer', line('0100007F:0050', '0900000A:C350', '01'), false],
    [
      'IPv4 in IPv6',
      line('0000000000000000FFFF00000100007F:0050', '0000000000000000FFFF00000900000A:C350', '01'),
      false,
    ],
    ['the heading', '  sl  local_address rem_address   st', false],
  ])('%s', (_case, text, active) => {
    expect(isActive(text, draining)).toBe(active);
  });

  test('a host of its own', () => {
    expect(isActive(line('0100007F:0050', '0200000A:C350', '01'), { ...draining, host: '10.0.0.1' })).toBe(false);
  });
});

describe('wait_for_connection', () => {
  const unreachable = new ProvisionError('E0601', 'no route to host');
  const run = (given: Record<string, unknown>, upAfter: number) =>
    pass(waitForConnection.run(withDefaults(waitForConnection, given), controllerWith()), (step, seconds) => {
      if (step.kind === 'reconnect' && seconds < upAfter) throw unreachable;
      return [true];
    }).result;

  test('tries until the target answers', () => {
    expect(run({ delay: 2 }, 5)).toEqual({ changed: false, elapsed: 5 });
  });

  test('gives up with the last reason', () => {
    expect(failureOf(() => run({ timeout: 3 }, 99)).message).toContain('no route to host');
  });
});
