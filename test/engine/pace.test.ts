import { expect, test } from 'vitest';
import { Pace } from '../../src/engine/pace.js';
import { tasksOf, type Play } from '../../src/playbook/nodes.js';
import { parsePlaybook } from '../../src/playbook/parse-playbook.js';
import { memoryReader } from '../playbook/reader.js';

function playOf(tasks: string): Play {
  const [play] = parsePlaybook('/site.yml', memoryReader({ '/site.yml': `- hosts: all\n  tasks: ${tasks}` }));
  if (!play) throw new Error('the playbook has no play');
  return play;
}

const play = playOf('[{name: one, debug: {}}, {block: [{name: "two {{ x }}", debug: {}}]}, {name: three, debug: {}}]');

function started(startAtTask: string | undefined): string[] {
  const pace = new Pace({ startAtTask, step: false });
  if (pace.leavesOut(play)) return [];
  const tasks = [...tasksOf(play.tasks)].filter((task) => !pace.isBefore(task));
  return tasks.map((task) => task.action);
}

test.each([
  [undefined, 3],
  ['one', 3],
  ['two*', 2],
  ['three', 1],
  ['debug', 0],
])('starting at %s runs %i tasks', (name, count) => {
  expect(started(name)).toHaveLength(count);
});

test('what was not met is told, what was met is not', () => {
  const pace = new Pace({ startAtTask: 'one', step: false });
  expect(pace.missing).toBe('one');
  for (const task of tasksOf(play.tasks)) pace.isBefore(task);
  expect(pace.missing).toBeUndefined();
});

test('each task is asked for until the answer is to continue', async () => {
  const pace = new Pace({ startAtTask: undefined, step: true });
  const answers = ['y', '', 'C'];
  const asked: string[] = [];
  const prompt = (text: string): Promise<string | undefined> => {
    asked.push(text);
    return Promise.resolve(answers.shift());
  };
  const performed: boolean[] = [];
  const [task] = tasksOf(play.tasks);
  if (!task) throw new Error('the play has no task');
  for (let round = 0; round < 4; round++) performed.push(await pace.mayPerform(task, prompt));
  expect(performed).toEqual([true, false, true, true]);
  expect(asked).toHaveLength(3);
  expect(asked[0]).toBe('Perform task: TASK: one (N)o/(y)es/(c)ontinue: ');
});
