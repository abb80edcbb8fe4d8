import { expect, test } from 'vitest';
import { checkHandlers } from '../../src/engine/check-handlers.js';
import { checkKeywords } from '../../src/playbook/check-keywords.js';
import { tasksOf } from '../../src/playbook/nodes.js';
import { parsePlaybook } from '../../src/playbook/parse-playbook.js';
import { memoryReader } from './reader.js';

function checked(task: string): string[] {
  const [play] = parsePlaybook('/site.yml', memoryReader({ '/site.yml': `- hosts: all\n  tasks:\n    - ${task}` }));
  return [...tasksOf(play?.tasks ?? [])].flatMap((found) => checkKeywords(found)).map(({ code }) => code);
}

test.each<[string, string[]]>([
  ['{command: x, register: out_1}', []],
  ['{command: x, register: 1out}', ['E0402']],
  ['{command: x, register: out.a}', ['E0402']],
  ['{command: x, register: false}', ['E0402']],
  ['{command: x, async: 10, poll: 5}', []],
  ['{command: x, async: 10}', []],
  ['{command: x, async: 0, poll: 0}', []],
  ['{command: x, async: 10, poll: 0}', []],
  ['{command: x, debugger: never}', []],
  ['{command: x, debugger: always}', []],
  ['{command: x, debugger: sometimes}', ['E0402']],
  ['{command: x, loop: [1], loop_control: {loop_var: a, label: b}}', []],
  ['{command: x, loop: [1], loop_control: {lop_var: a}}', ['E0401']],
  ['{include_tasks: {file: a.yml, apply: {become: true}}, when: x}', []],
  ['{include_tasks: {file: a.yml, aply: {}}, when: x}', ['E0502']],
  ['{include_tasks: a.yml, become: true, when: x}', ['E0401']],
  ['{include_tasks: a.yml, notify: h, when: x}', ['E0401']],
  ['{include_role: {name: r}, notify: h}', ['E0401']],
  ['{include_role: {name: a, tasks_from: b, public: true}, when: x}', []],
  ['{include_role: {name: a, task_from: b}, when: x, delegate_to: c}', ['E0502', 'E0401']],
])('%s: %o', (task, codes) => {
  expect(checked(task)).toEqual(codes);
});

function unknownHandlers(tasks: string, handlers: string): string[] {
  const text = `- hosts: all\n  tasks: ${tasks}\n  handlers: ${handlers}`;
  const [play] = parsePlaybook('/site.yml', memoryReader({ '/site.yml': text }));
  return play ? checkHandlers(play).map(({ message }) => /'(.*)'/.exec(message)?.[1] ?? message) : [];
}

test.each<[string, string, string, string[]]>([
  ['known', '[{command: x, notify: a}]', '[{name: a, debug: {}}]', []],
  ['by topic', '[{command: x, notify: t}]', '[{name: a, debug: {}, listen: [t]}]', []],
  ['unknown', '[{command: x, notify: [a, b]}]', '[{name: a, debug: {}}]', ['b']],
  ['of a block', '[{block: [{command: x}], notify: b}]', '[{name: a, debug: {}}]', ['b']],
  ['known only in the run', '[{command: x, notify: "{{ n }}"}]', '[{name: a, debug: {}}]', []],
  ['handler named in the run', '[{command: x, notify: b}]', '[{name: "{{ n }}", debug: {}}]', []],
  ['a role may bring it', '[{command: x, notify: b}, {include_role: {name: "{{ r }}"}}]', '[]', []],
])('handlers: %s', (_name, tasks, handlers, expected) => {
  expect(unknownHandlers(tasks, handlers)).toEqual(expected);
});
