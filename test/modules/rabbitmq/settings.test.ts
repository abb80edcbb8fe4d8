import { describe, expect, test } from 'vitest';
import type { Module } from '../../../src/module-kit/index.js';
import { rabbitmqGlobalParameter } from '../../../src/modules/rabbitmq_global_parameter.js';
import { rabbitmqParameter } from '../../../src/modules/rabbitmq_parameter.js';
import { rabbitmqPolicy } from '../../../src/modules/rabbitmq_policy.js';
import { failureOf } from '../failure.js';
import { talk } from '../talk.js';
import { target, withDefaults } from '../target.js';

const play = (module: Module, given: object, rows: object[] = []) => {
  const { result, changes } = talk(module.run(withDefaults(module, { ...given }), target), {
    prints: { 'rabbitmqctl -q -n rabbit list_': `${JSON.stringify(rows)}\n\n==provision==\n` },
  });
  return { result, ran: changes.map((change) => change.run.toString()).join('\n') };
};
const control = 'rabbitmqctl -q -n rabbit';

describe('rabbitmq_policy', () => {
  const ha = { vhost: '/', name: 'HA', pattern: '.*', 'apply-to': 'all', definition: '{"ha-mode":"all"}', priority: 0 };
  const wanted = { name: 'HA', pattern: '.*', tags: new Map([['ha-mode', 'all']]) };
  const set = `${control} set_policy -p / HA`;
  test.each([
    ['there', {}, [ha], ''],
    ['there, told as a value', {}, [{ ...ha, definition: { 'ha-mode': 'all' } }], ''],
    ['missing', {}, [], `${set} '.*' '{"ha-mode":"all"}' --priority 0`],
    ['another pattern', { pattern: 'x' }, [ha], `${set} x '{"ha-mode":"all"}' --priority 0`],
    ['another kind', { apply_to: 'queues' }, [ha], `${set} '.*' '{"ha-mode":"all"}' --priority 0 --apply-to queues`],
    ['another priority', { priority: '2' }, [ha], `${set} '.*' '{"ha-mode":"all"}' --priority 2`],
    ['to be cleared', { state: 'absent' }, [ha], `${control} clear_policy -p / HA`],
    ['gone', { state: 'absent' }, [], ''],
  ])('%s', (_case, given, rows, script) => {
    const { result, ran } = play(rabbitmqPolicy, { ...wanted, ...given }, rows);
    expect(ran).toBe(script);
    expect(result).toMatchObject({ changed: script !== '', name: 'HA' });
  });

  test('what it needs', () => {
    expect(failureOf(() => play(rabbitmqPolicy, { name: 'a' })).message).toBe(
      'pattern and tags are required for state=present',
    );
  });
});

describe.each([
  [rabbitmqParameter, { component: 'c', name: 'n' }, { component: 'c', name: 'n' }, 'parameter', ' -p / c'],
  [rabbitmqGlobalParameter, { name: 'n' }, { name: 'n' }, 'global_parameter', ''],
] as const)('$name', (module: Module, given, row, noun, place) => {
  test.each([
    ['there', { value: '{"a": 1}' }, [{ ...row, value: '{"a":1}' }], ''],
    ['another value', { value: '"x"' }, [{ ...row, value: '"y"' }], `${control} set_${noun}${place} n '"x"'`],
    ['missing', { value: '3' }, [], `${control} set_${noun}${place} n 3`],
    ['to be cleared', { state: 'absent' }, [{ ...row, value: '1' }], `${control} clear_${noun}${place} n`],
    ['gone', { state: 'absent' }, [], ''],
  ])('%s', (_case, more, rows, script) => {
    const { result, ran } = play(module, { ...given, ...more }, rows);
    expect([result.changed, ran]).toEqual([script !== '', script]);
  });

  test('a value that is no JSON', () => {
    expect(failureOf(() => play(module, { ...given, value: '{not' })).message).toContain('value is not JSON');
  });
});
