import { expect, test } from 'vitest';
import { expandPlaybook } from './expand.js';

const names = (playbook: string): string[] =>
  [...playbook.matchAll(/name: (.*)$/gm)].map(([, name = '']) => name.replace(/ [},].*/, ''));

test('a task is checked, run and run again, and the machine is looked at after each', () => {
  const expanded = expandPlaybook(
    '- hosts: all\n  tasks:\n    - name: a\n      file: { path: /x, mode: 0644 }\n      register: r\n',
  );
  expect(names(expanded)).toEqual(['state', 'a | check', 'state', 'a', 'state', 'a | again', 'state']);
  expect(expanded.match(/register: r/g)).toHaveLength(1);
  expect(expanded.match(/mode: 0644/g)).toHaveLength(3);
  expect(expanded.match(/check_mode: true/g)).toHaveLength(1);
  expect(expanded).toContain('ignore_errors: true');
});

test.each([
  ['a tag', '    - name: a\n      ping:\n      tags: once\n'],
  ['a tag among others', '    - name: a\n      ping:\n      tags: [x, once]\n'],
  ['its own check mode', '    - name: a\n      ping:\n      check_mode: false\n'],
])('a task with %s runs once', (_case, task) => {
  expect(names(expandPlaybook(`- hosts: all\n  tasks:\n${task}`))).toEqual(['state', 'a', 'state']);
});

test('the tasks of a block are cases too', () => {
  const expanded = expandPlaybook('- hosts: all\n  tasks:\n    - block:\n        - name: a\n          ping:\n');
  expect(names(expanded)).toHaveLength(7);
});
