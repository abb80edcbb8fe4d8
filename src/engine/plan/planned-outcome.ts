import type { Value } from '../../values/value.js';
import type { ItemOutcome } from '../outcome.js';
import { statusOf, unknownOutcome } from '../outcome.js';
import type { TaskContext } from '../task-context.js';
import { PlannedVariables } from './not-known.js';

/**
 * A task's outcome as a plan has it. What fails behind something that the plan only meant to change may well work in
 * the run: it is not known, and the host goes on. What the run would register and set is not known then either.
 */
export function plannedOutcome(context: TaskContext, outcome: ItemOutcome): ItemOutcome {
  const { host, playRun, task } = context;
  if (!playRun.run.settings.plan) return outcome;
  const isLost = statusOf(outcome) === 'failed' && host.hasPlans;
  const planned = isLost
    ? unknownOutcome(`it depends on what comes before it; now it fails: ${failureOf(outcome)}`)
    : outcome;
  if (statusOf(planned) === 'changed' && host.doubtful.has(task))
    return { ...planned, unknown: 'only the run can tell whether it is notified' };
  const mayChange = planned.unknown !== undefined && task.keywords.get('changed_when')?.value !== false;
  if (mayChange || statusOf(planned) === 'changed') host.hasPlans = true;
  return planned;
}

/** Hides what an outcome that is not known would have made known. */
export function hideUnknown({ task, reference, sharedBy }: TaskContext, outcome: ItemOutcome): void {
  if (outcome.unknown === undefined) return;
  const registered = task.keywords.get('register')?.value;
  const set = /(?:^|\.)set_fact$/.test(task.action) ? [...task.args.keys()].filter((key) => key !== 'cacheable') : [];
  const names = [registered, ...set].filter((name): name is string => typeof name === 'string');
  for (const { known } of sharedBy)
    for (const name of names)
      if (known.setFacts instanceof PlannedVariables) known.setFacts.hide(name, reference.title);
}

function failureOf({ error, result }: ItemOutcome): string {
  const message: Value | undefined = error?.message ?? result.get('msg');
  return typeof message === 'string' ? message : 'without a message';
}
