import type { TaskReference } from '../events/event.js';
import { shortName } from '../playbook/action.js';
import type { Task } from '../playbook/nodes.js';
import type { Templar } from '../template/templar.js';
import { TemplateText, type Value } from '../values/value.js';
import { ProvisionError } from '../base/errors.js';

let lastId = 0;

/** A task as events name it. A name that cannot be rendered yet (it holds the loop's item) is shown as written. */
export function taskReference(task: Task, templar: Templar, check: boolean): TaskReference {
  return {
    id: ++lastId,
    name: taskName(task, (value) => templar.render(value)),
    action: shortName(task.action),
    role: task.role?.name,
    at: task.at,
    handler: task.isHandler,
    check,
  };
}

/** The name of a task, or its action when it has none. */
export function taskName(task: Task, render: (value: Value) => Value): string {
  const written = task.keywords.get('name')?.value;
  if (written === undefined || written === null) return task.action;
  try {
    return String(render(written));
  } catch (thrown) {
    if (!(thrown instanceof ProvisionError) || !(written instanceof TemplateText)) throw thrown;
    return written.source;
  }
}
