import type { TaskReference } from '../events/event.js';
import { shortName } from '../playbook/action-name.js';
import { fullRoleName, type Task } from '../playbook/nodes.js';
import type { Templar } from '../template/templar.js';
import { TemplateText, type Value } from '../values/value.js';
import { ProvisionError } from '../base/errors.js';
import type { Position } from '../base/position.js';
import { toText } from '../values/repr.js';

let lastId = 0;

/** A task as events name it. A name that cannot be rendered yet (it holds the loop's item) is shown as written. */
export function taskReference(task: Task, templar: Templar, check: boolean): TaskReference {
  const name = taskName(task, (value) => templar.render(value));
  return {
    id: ++lastId,
    name,
    title: titleOf(task, titleName(task, templar)),
    node: task.id,
    action: shortName(task.action),
    role: task.role && fullRoleName(task.role),
    at: task.at,
    handler: task.isHandler,
    check,
  };
}

/** The name as Ansible tells it: what cannot be rendered, such as a loop's item, is replaced by its error. */
function titleName(task: Task, templar: Templar): string {
  const written = task.keywords.get('name')?.value;
  let count = 0;
  const render = (source: string, at: Position | undefined): string => {
    try {
      return toText(templar.render(new TemplateText(source, at)));
    } catch (thrown) {
      if (!(thrown instanceof ProvisionError)) throw thrown;
      return `<< error ${++count} - ${thrown.message} >>`;
    }
  };
  if (!(written instanceof TemplateText)) return taskName(task, (value) => templar.render(value));
  return written.source.replace(/\{\{.*?\}\}/gs, (part) => render(part, written.at)).trim();
}

/** The name with the role it belongs to; an include of a role tells its own name alone, or which role it brings in. */
function titleOf({ role, action, args, keywords }: Task, name: string): string {
  if (shortName(action) !== 'include_role') return role ? `${fullRoleName(role)} : ${name}` : name;
  const included = args.get('name') ?? args.get('role');
  if (keywords.has('name') || included === undefined) return name;
  return `${name} : ${included instanceof TemplateText ? included.source : String(included)}`;
}

/** The name of a task, or its action when it has none. */
export function taskName(task: Task, render: (value: Value) => Value): string {
  const written = task.keywords.get('name')?.value;
  if (written === undefined || written === null) return task.action;
  try {
    return String(render(written)).trim();
  } catch (thrown) {
    if (!(thrown instanceof ProvisionError) || !(written instanceof TemplateText)) throw thrown;
    return written.source;
  }
}

/** The name as it is written, its templates not rendered. */
export function writtenName(task: Task): string {
  return taskName(task, (value) => (value instanceof TemplateText ? value.source : value));
}

/** As lists of tasks have it: the name as it is written, with the role it belongs to; without a name the action alone. */
export function writtenTitle(task: Task): string {
  return task.keywords.has('name') ? titleOf(task, writtenName(task)) : task.action;
}
