import { globExpression } from '../../base/glob.js';
import type { Task } from '../../playbook/nodes.js';
import { writtenName } from '../task-reference.js';

/** Whether a task is meant by a name, `role : name`, or a pattern of either. */
export function isNamed(task: Task, wanted: string): boolean {
  const pattern = globExpression(wanted);
  return namesOf(task).some((name) => name === wanted || pattern.test(name));
}

/** What a task may be called: its name, alone and behind its role's. */
export function namesOf(task: Task): string[] {
  if (!task.keywords.has('name')) return [];
  const name = writtenName(task);
  return task.role ? [name, `${task.role.name} : ${name}`] : [name];
}
