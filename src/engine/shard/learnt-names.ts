import { shortName } from '../../playbook/action-name.js';
import { tasksOf, type Play, type Task } from '../../playbook/nodes.js';
import type { Sharding } from './sharding.js';

/** Notes the variables that the tasks of a play give to hosts: registered results, and what set_fact sets. */
export function noteLearnt(play: Play, sharding: Sharding): void {
  const nodes = [...play.preTasks, ...play.roleTasks, ...play.tasks, ...play.postTasks, ...play.handlers];
  for (const task of tasksOf(nodes)) for (const name of learntBy(task)) sharding.learnt.add(name);
}

/** The variables that a task gives to its hosts, as far as their names are written. */
export function learntBy(task: Task): string[] {
  const registered = task.keywords.get('register')?.value;
  const names = typeof registered === 'string' ? [registered] : [];
  const action = shortName(task.action);
  if (action === 'set_fact') names.push(...[...task.args.keys()].map(String).filter((name) => name !== 'cacheable'));
  const folder = action === 'include_vars' ? task.args.get('name') : undefined;
  return typeof folder === 'string' ? [...names, folder] : names;
}
