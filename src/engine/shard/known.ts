import { ProvisionError } from '../../base/errors.js';
import type { Task } from '../../playbook/nodes.js';
import { Pending } from '../../template/runtime.js';
import type { Templar } from '../../template/templar.js';
import { evaluateLoop, loopVariables } from '../loop.js';
import { findFalseCondition } from '../task-context.js';

/** What something comes to when nothing but the inventory is known; `undefined` when that is not enough. */
export function known<Result>(find: () => Result): Result | undefined {
  try {
    return find();
  } catch (thrown) {
    if (thrown instanceof Pending || thrown instanceof ProvisionError) return undefined;
    throw thrown;
  }
}

/** A task whose conditions are known not to hold needs nothing. */
export function mayRun(task: Task, templar: Templar): boolean {
  return known(() => findFalseCondition(task, templar) === undefined) ?? true;
}

/** The rounds of a task's loop as far as they are known, each with the templar of its variables; without a loop one. */
export function roundsOf(task: Task, templar: Templar): readonly Templar[] {
  const loop = task.loop ? known(() => evaluateLoop(task, templar)) : undefined;
  return loop ? loop.items.map((_, index) => templar.with(loopVariables(loop, index))) : [templar];
}
