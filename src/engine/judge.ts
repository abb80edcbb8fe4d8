import { ProvisionError } from '../base/errors.js';
import { noTraceback } from '../module-kit/failure.js';
import type { Written } from '../playbook/nodes.js';
import type { Templar } from '../template/templar.js';
import { withFailure } from './failures.js';
import { statusOf, withResult, type ItemOutcome } from './outcome.js';
import type { Item } from './item.js';
import { taskTemplar } from './task-scope.js';

/** `changed_when` and `failed_when` have the last word. */
export function judge(item: Item, outcome: ItemOutcome): ItemOutcome {
  const status = statusOf(outcome);
  if (status === 'skipped' || status === 'unreachable') return outcome;
  const judged = judgeFailure(item, judgeChange(item, withException(outcome)));
  return withFailure(item.task, withException(judged), 'action');
}

/** What a condition made a failure carries a traceback as any other. */
function withException(outcome: ItemOutcome): ItemOutcome {
  if (statusOf(outcome) !== 'failed' || outcome.result.has('exception')) return outcome;
  return withResult(outcome, { exception: noTraceback });
}

/** What `failed_when` calls no failure keeps its traceback under another name. */
function withoutException(outcome: ItemOutcome): ItemOutcome {
  const result = new Map(outcome.result);
  const exception = result.get('exception');
  if (exception === undefined) return outcome;
  result.delete('exception');
  result.set('failed_when_suppressed_exception', exception);
  return { ...outcome, result };
}

/** A condition that cannot be evaluated fails the task, which keeps its result. */
function judgeChange(item: Item, outcome: ItemOutcome): ItemOutcome {
  const written = item.task.keywords.get('changed_when');
  if (!written || (statusOf(outcome) === 'failed' && !outcome.result.has('rc'))) return outcome;
  const changed = verdict(written, templarWithResult(item, outcome));
  if (typeof changed === 'boolean') return withResult(outcome, { changed });
  return withResult(outcome, { failed: true, changed_when_result: changed.problem });
}

function judgeFailure(item: Item, outcome: ItemOutcome): ItemOutcome {
  const written = item.task.keywords.get('failed_when');
  if (!written) return outcome;
  const failed = verdict(written, templarWithResult(item, outcome));
  if (typeof failed !== 'boolean') return withResult(outcome, { failed: true, failed_when_result: failed.problem });
  const judged = withResult(outcome, { failed, failed_when_result: failed });
  return failed ? judged : { ...withoutException(judged), error: undefined };
}

function verdict({ value, at }: Written, templar: Templar): boolean | { readonly problem: string } {
  try {
    return templar.test(value, at);
  } catch (thrown) {
    if (!(thrown instanceof ProvisionError)) throw thrown;
    return { problem: thrown.message };
  }
}

/** The task's variables with its result under the name it is registered by. */
export function templarWithResult(item: Item, outcome: ItemOutcome): Templar {
  const { playRun, task, host, remembered, notices } = item;
  const name = task.keywords.get('register')?.value;
  const variables = new Map(item.variables);
  if (typeof name === 'string') variables.set(name, outcome.result);
  return taskTemplar(playRun, task, host, { variables, remembered, notices });
}
