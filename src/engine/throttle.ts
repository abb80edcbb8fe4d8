import { ProvisionError } from '../base/errors.js';
import { findKeyword, type Task } from '../playbook/nodes.js';
import type { Templar } from '../template/templar.js';
import { toRepr } from '../values/repr.js';
import { Float, type Value } from '../values/value.js';
import { renderUnlessOmitted } from './keyword-value.js';
import type { PlayRun } from './run.js';
import { Slots } from './slots.js';

/** The slots of a task: as many as `throttle` says, shared by all hosts that get to it. */
export function throttleOf(task: Task, templar: Templar, { throttles, run }: PlayRun): Slots {
  let slots = throttles.get(task);
  if (!slots) throttles.set(task, (slots = new Slots(throttleLimit(task, templar) ?? run.settings.forks)));
  return slots;
}

/** What is no number ends the run with an error of its own; a fraction is cut here, and fails the task on each host. */
function throttleLimit(task: Task, templar: Templar): number | undefined {
  const written = findKeyword(task, 'throttle');
  if (!written) return undefined;
  const refuse = (why: string): ProvisionError =>
    new ProvisionError('E0402', `Failed to convert the throttle value to an integer: ${why}`, { at: written.at });
  let value: Value;
  try {
    value = renderUnlessOmitted(written, templar) ?? 0;
  } catch (thrown) {
    throw thrown instanceof ProvisionError ? refuse(thrown.message) : thrown;
  }
  const limit = value instanceof Float ? Math.trunc(value.value) : Number(value);
  if (!Number.isInteger(limit)) throw refuse(`invalid literal for int() with base 10: ${toRepr(value)}`);
  return limit > 0 ? limit : undefined;
}
