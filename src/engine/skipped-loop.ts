import type { Task } from '../playbook/nodes.js';
import type { Templar } from '../template/templar.js';
import type { Value } from '../values/value.js';
import { findFalseCondition } from './task-context.js';

/** The condition that leaves a task out without a look at its loop, which then need not be one; `undefined` when none does. */
export function conditionWithoutLoop(task: Task, templar: Templar): Value | undefined {
  try {
    return findFalseCondition(task, templar);
  } catch {
    // The condition needs the loop's item: the loop's own error is the one to show.
    return undefined;
  }
}
