import { ProvisionError, locate } from '../base/errors.js';
import type { Action, Module } from '../module-kit/module.js';
import type { Task } from '../playbook/nodes.js';
import { toText } from '../values/repr.js';
import { failedOutcome, failureNote, statusOf, type ItemOutcome } from './outcome.js';

/** A task with what it runs. */
interface Running {
  readonly task: Task;
  readonly definition: Module | Action | undefined;
}

/** The outcome of an attempt that threw; an error without a place is shown at the task's module. */
export function failedAt(
  { task, definition }: Running,
  thrown: unknown,
  made: Pick<ItemOutcome, 'changes' | 'diffs'>,
): ItemOutcome {
  const by = saysModule(definition) && !isBeforeModule(thrown) ? 'module' : undefined;
  return failedOutcome(locate(thrown, task.actionAt), made, { at: task.at, by });
}

/** Ansible tells failures on a target as the module's, those on the controller as the action's. */
export function saysModule(definition: Module | Action | undefined): boolean {
  if (definition?.kind === 'action') return definition.withoutTarget !== true && definition.failsAs !== 'action';
  return definition !== undefined;
}

/** Arguments are the module's business; content that cannot be evaluated and hosts that are not reached are not. */
function isBeforeModule(thrown: unknown): boolean {
  return thrown instanceof ProvisionError && !thrown.code.startsWith('E05');
}

/** An outcome whose result says itself that it failed, with the error to be told. */
export function withFailure(task: Task, outcome: ItemOutcome, by: 'module' | 'action'): ItemOutcome {
  if (statusOf(outcome) !== 'failed' || outcome.error) return outcome;
  return { ...outcome, error: failureNote(toText(outcome.result.get('msg') ?? ''), { at: task.at, by }) };
}
