import { expect, test } from 'vitest';
import { environmentOf } from '../../src/engine/task-environment.js';
import type { Task } from '../../src/playbook/nodes.js';
import { ProvisionError } from '../../src/base/errors.js';
import { TemplateText, type Value } from '../../src/values/value.js';
import { templarFor } from '../template/templar-for-tests.js';

const template = (source: string): TemplateText => new TemplateText(source, undefined);

function environment(value: Value, action = 'command'): Record<string, string> {
  const keywords = new Map([['environment', { value, at: undefined }]]);
  // Only what decides the environment.
  const task = { action, keywords, parent: undefined } as unknown as Task;
  return environmentOf(task, templarFor({ more: new Map([['A', 1]]), path: '/bin' }));
}

test.each<[string, Value, Record<string, string>]>([
  [
    'a mapping',
    new Map<Value, Value>([
      ['A', 'x'],
      ['B', null],
      ['C', template('{{ path }}:/opt')],
    ]),
    { A: 'x', B: '', C: '/bin:/opt' },
  ],
  ['a template', template('{{ more }}'), { A: '1' }],
  ['a list, of which the last wins', [template('{{ more }}'), new Map([['A', 'y']])], { A: 'y' }],
  [
    'omitted variables and members',
    [
      new Map<Value, Value>([
        ['A', template('{{ omit }}')],
        ['B', 'b'],
      ]),
      template('{{ omit }}'),
    ],
    { B: 'b' },
  ],
  ['nothing', null, {}],
])('%s', (_case, value, wanted) => {
  expect(environment(value)).toEqual(wanted);
});

test('facts are gathered without what only they can tell', () => {
  const value = new Map<Value, Value>([
    ['PATH', template('{{ ansible_env.PATH }}:/opt')],
    ['A', 'x'],
  ]);
  expect(environment(value, 'ansible.builtin.setup')).toEqual({ A: 'x' });
  expect(() => environment(value)).toThrow(ProvisionError);
});
