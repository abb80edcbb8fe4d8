import { TaskFailure } from '../../module-kit/failure.js';
import type { Action, Module } from '../../module-kit/module.js';
import { shortName } from '../../playbook/action-name.js';
import type { Task } from '../../playbook/nodes.js';
import type { Templar } from '../../template/templar.js';
import { numberOf } from '../coerce.js';
import { keywordValue } from '../task-context.js';

/** What `async` and `poll` ask for, in seconds. With `poll` 0 the task is not waited for. */
export interface Asynchronous {
  readonly limit: number;
  readonly poll: number;
}

/** Ansible's own, where `poll` is not given. */
const standardPoll = 15;

/** Modules that Ansible carries out on the controller. */
const synchronousModules: ReadonlySet<string> = new Set(['ansible.builtin.raw', 'ansible.builtin.script']);

/** How a task is to run asynchronously, if it is. Throws for a module that cannot. */
export function findAsync(task: Task, definition: Module | Action, templar: Templar): Asynchronous | undefined {
  const limit = numberOf(keywordValue(task, 'async', templar), 0);
  if (limit === 0) return undefined;
  if (!supportsAsync(definition))
    throw new TaskFailure(`This action (${shortName(task.action)}) does not support async.`);
  return { limit, poll: numberOf(keywordValue(task, 'poll', templar), standardPoll) };
}

function supportsAsync(definition: Module | Action): boolean {
  return definition.kind === 'module' ? !synchronousModules.has(definition.name) : definition.supportsAsync === true;
}
