import type { Task } from '../playbook/nodes.js';
import { collectKeyword, findKeyword } from '../playbook/nodes.js';
import type { TaskReference } from '../events/event.js';
import type { Templar } from '../template/templar.js';
import { positionOfItem } from '../values/origin.js';
import { TemplateText, holdsTemplate, isList, type Value } from '../values/value.js';
import { nearestFlag, nearestKeyword, renderUnlessOmitted } from './keyword-value.js';
import type { RunHost } from './run-host.js';
import type { PlayRun } from './run.js';

/** One task on one host. */
export interface TaskContext {
  readonly playRun: PlayRun;
  readonly task: Task;
  readonly host: RunHost;
  readonly reference: TaskReference;
  /** The hosts whose result this is: this one, or with `run_once` all. */
  readonly sharedBy: readonly RunHost[];
  /** Variables that were changed in the debugger. */
  readonly overrides?: ReadonlyMap<string, Value> | undefined;
}

/** A keyword rendered for a task and host; `undefined` when nothing sets it. */
export function keywordValue(task: Task, name: string, templar: Templar): Value | undefined {
  if (name !== 'delegate_to') return nearestKeyword(task, name, templar);
  const written = findKeyword(task, name);
  return written && renderUnlessOmitted(written, templar);
}

/** A keyword that is on or off. */
export function keywordFlag(task: Task, name: string, templar: Templar, otherwise = false): boolean {
  return nearestFlag(task, name, templar) ?? otherwise;
}

/** The first condition of `when` that does not hold, from the outermost level in; `undefined` when all hold. */
export function findFalseCondition(task: Task, templar: Templar): Value | undefined {
  for (const { value, at } of collectKeyword(task, 'when')) {
    const conditions = isList(value) ? value : [value];
    for (const [index, condition] of conditions.entries()) {
      const place = isList(value) ? (positionOfItem(value, index) ?? at) : at;
      if (condition !== null && !templar.test(condition, place)) return asTold(condition);
    }
  }
  return undefined;
}

/** As it is written. Where it holds templates, who reads it from the result gets them rendered, as with Ansible. */
function asTold(condition: Value): Value {
  return condition instanceof TemplateText && !holdsTemplate(condition.source) ? condition.source : condition;
}
