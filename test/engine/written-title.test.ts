import { expect, test } from 'vitest';
import { tasksOf } from '../../src/playbook/nodes.js';
import { parsePlaybook } from '../../src/playbook/parse-playbook.js';
import { writtenTitle } from '../../src/engine/task-reference.js';
import { memoryReader } from '../playbook/reader.js';

test('a task of a role is listed with it, but for what has no name and includes of roles', () => {
  const reader = memoryReader({
    '/site/site.yml': '- {hosts: all, roles: [app]}',
    '/site/roles/app/tasks/main.yml':
      '- {name: "say {{ x }}", debug: {msg: a}}\n- debug: {msg: b}\n- {name: bring, include_role: {name: other}}',
    '/site/roles/other/tasks/main.yml': '- debug: {msg: c}',
  });
  const plays = parsePlaybook('/site/site.yml', reader);
  const titles = plays.flatMap((play) => [...tasksOf(play.roleTasks)].map(writtenTitle));
  expect(titles).toEqual(['app : say {{ x }}', 'debug', 'bring']);
});
