import { ProvisionError } from '../base/errors.js';
import type { Action, Module } from '../module-kit/module.js';
import type { Task } from '../playbook/nodes.js';
import type { Templar } from '../template/templar.js';
import { TemplateText, holdsTemplate } from '../values/value.js';
import type { Run } from './run.js';

/** The task with the name of its module rendered, where that is a template. */
export function withModule(task: Task, templar: Templar): Task {
  if (!holdsTemplate(task.action)) return task;
  const action = String(templar.render(new TemplateText(task.action, task.actionAt), task.actionAt));
  return { ...task, action, module: { name: action } };
}

/** The module of a task. Throws where there is none, or one that provision cannot run. */
export function taskDefinition(
  { module, actionAt: at }: Task,
  { findModule }: Pick<Run, 'findModule'>,
): Module | Action {
  const { name, refusal } = module;
  if (refusal !== undefined) throw new ProvisionError('E0503', `cannot run ${name}: ${refusal}`, { at });
  const definition = findModule(name);
  if (definition) return definition;
  throw new ProvisionError('E0501', `couldn't resolve module/action '${name}'`, { at });
}
