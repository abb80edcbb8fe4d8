import { describe, expect, test } from 'vitest';
import { rabbitmqPlugin } from '../../../src/modules/rabbitmq_plugin.js';
import { rabbitmqUser } from '../../../src/modules/rabbitmq_user.js';
import { rabbitmqVhost } from '../../../src/modules/rabbitmq_vhost.js';
import type { Conversation, Result } from '../../../src/module-kit/index.js';
import { failureOf } from '../failure.js';
import { target, withDefaults } from '../target.js';

const output = (text: string, status = 0) => ({ status, stdout: Buffer.from(text), stderr: Buffer.alloc(0) });
const list = (...rows: object[][]) => output(rows.map((row) => `${JSON.stringify(row)}\n\n==provision==\n`).join(''));

/** Answers the questions in their order; tells the result and what was run. */
function play(run: Conversation<Result>, answers: unknown[]): { result: Result; ran: string } {
  let ran = '';
  let next = run.next();
  while (!next.done) {
    if (next.value.kind === 'change') ran += next.value.change.run.toString();
    next = run.next(next.value.kind === 'ask' ? [answers.shift()] : output(''));
  }
  return { result: next.value, ran };
}

describe('rabbitmq_vhost', () => {
  const wish = (given: object) => rabbitmqVhost.run(withDefaults(rabbitmqVhost, { name: '/app', ...given }), target);
  test.each([
    ['missing', {}, [], 'rabbitmqctl -q -n rabbit add_vhost /app'],
    ['there', {}, [{ name: '/app', tracing: false }], ''],
    [
      'to be traced',
      { tracing: true },
      [{ name: '/app', tracing: false }],
      'rabbitmqctl -q -n rabbit trace_on -p /app',
    ],
    ['to be removed', { state: 'absent' }, [{ name: '/app' }], 'rabbitmqctl -q -n rabbit delete_vhost /app'],
    ['gone', { state: 'absent' }, [], ''],
  ])('%s', (_case, given, rows, wanted) => {
    const { result, ran } = play(wish(given), [list(rows)]);
    expect([result.changed, ran]).toEqual([wanted !== '', wanted]);
  });
});

describe('rabbitmq_user', () => {
  const wish = (given: object) => rabbitmqUser.run(withDefaults(rabbitmqUser, { user: 'ada', ...given }), target);
  const ada = { user: 'ada', tags: ['monitoring'] };
  const none = { vhost: '/', configure: '^$', write: '^$', read: '^$' };

  test('a new user: the password goes to the input', () => {
    const { result, ran } = play(wish({ password: "p'w", tags: 'a,b' }), [list([])]);
    expect(result).toEqual({ changed: true, user: 'ada', state: 'present' });
    expect(ran).toBe(
      "printf '%s\\n' 'p'\\''w' | rabbitmqctl -q -n rabbit add_user ada || exit\nrabbitmqctl -q -n rabbit set_user_tags ada a b || exit\nrabbitmqctl -q -n rabbit set_permissions -p / ada '^$' '^$' '^$'",
    );
  });

  test.each([
    ['as wanted', { tags: 'monitoring' }, [none], ''],
    ['other tags', {}, [none], 'rabbitmqctl -q -n rabbit set_user_tags ada'],
    ['another virtual host is left alone', { tags: 'monitoring' }, [none, { ...none, vhost: '/b' }], ''],
    [
      'permissions are all there are',
      { tags: 'monitoring', permissions: [{ vhost: '/b', configure_priv: 'a', write_priv: 'b', read_priv: 'c' }] },
      [none],
      'rabbitmqctl -q -n rabbit clear_permissions -p / ada || exit\nrabbitmqctl -q -n rabbit set_permissions -p /b ada a b c',
    ],
  ])('%s', (_case, given, permissions, wanted) => {
    expect(play(wish(given), [list([ada]), list(permissions, [])]).ran).toBe(wanted);
  });

  test('a password is tried, and set when it is another one', () => {
    const given = { tags: 'monitoring', password: 'new', update_password: 'always' };
    expect(play(wish(given), [list([ada]), list([none], []), true]).ran).toBe('');
    expect(play(wish(given), [list([ada]), list([none], []), false]).ran).toContain('change_password ada');
  });

  test('a target without RabbitMQ', () => {
    expect(failureOf(() => play(wish({}), [output('', 127)])).message).toContain('rabbitmq-server');
  });
});

describe('rabbitmq_plugin', () => {
  const wish = (given: object) => rabbitmqPlugin.run(withDefaults(rabbitmqPlugin, { names: 'a,b', ...given }), target);
  test.each([
    ['one is missing', {}, 'a\n', { changed: true, enabled: ['b'], disabled: [] }],
    ['others go', {}, 'a\nb\nc\n', { changed: true, enabled: [], disabled: ['c'] }],
    ['others stay', { new_only: true }, 'a\nb\nc\n', { changed: false, enabled: [], disabled: [] }],
    ['to be disabled', { state: 'disabled' }, 'b\nc\n', { changed: true, enabled: [], disabled: ['b'] }],
  ])('%s', (_case, given, present, wanted) => {
    expect(play(wish(given), [output(present)]).result).toEqual(wanted);
  });
});
