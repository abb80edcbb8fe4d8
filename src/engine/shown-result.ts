import { noTraceback } from '../module-kit/failure.js';
import type { ErrorNote, HostResult } from '../events/event.js';
import { chainTo } from '../playbook/chain.js';
import { involvedValues } from './involved-values.js';
import { resultObject } from '../module-kit/result-value.js';
import { statusOf, type ItemOutcome } from './outcome.js';
import type { Item } from './item.js';
import type { Dict, Value } from '../values/value.js';
import { findDelegateLabel } from './delegate.js';
import { keywordFlag } from './task-context.js';
import { taskTemplar } from './task-scope.js';

interface Shown {
  readonly ignored: boolean;
  readonly duration: number;
  readonly label?: string;
}

/** What events tell of an outcome: nothing but the fact under `no_log`. */
export function shownResult(item: Item, outcome: ItemOutcome, { ignored, duration, label }: Shown): HostResult {
  const { task, playRun, host } = item;
  const templar = taskTemplar(playRun, task, host, item);
  const isHidden = outcome.display === 'hidden' || keywordFlag(task, 'no_log', templar, playRun.run.settings.noLog);
  // What its conditions leave out is not handed to anybody.
  const delegate = outcome.result.has('false_condition') ? undefined : findDelegateLabel(item, outcome);
  // What it finds out is not known either, but that it changes nothing is.
  const changesNothing = task.keywords.get('changed_when')?.value === false;
  const base = {
    host: host.name,
    status: statusOf(outcome),
    ignored,
    duration,
    display: outcome.display,
    ...(delegate === undefined ? {} : { delegate }),
    ...(outcome.unknown === undefined || changesNothing ? {} : { unknown: outcome.unknown }),
  };
  if (isHidden) {
    const censored = "the output has been hidden due to the fact that 'no_log: true' was specified for this result";
    const error = outcome.error
      ? {
          error: {
            code: outcome.error.code,
            message: 'the task failed; its details are hidden by no_log',
            at: task.at,
            steps: [{ message: 'Task failed', at: task.at }],
          },
        }
      : {};
    return {
      ...base,
      display: 'hidden',
      ...(label === undefined ? {} : { item: '(censored due to no_log)' }),
      changes: [],
      diffs: [],
      result: { censored, changed: outcome.result.get('changed') === true },
      ...error,
    };
  }
  return {
    ...base,
    ...(label === undefined ? {} : { item: label }),
    changes: outcome.changes,
    diffs: outcome.diffs,
    result: resultObject(withoutToldOtherwise(outcome.result)),
    ...(outcome.error ? { error: withSurroundings(outcome.error, item) } : {}),
  };
}

/** The error with what it was made of, and how the run came there. */
function withSurroundings(error: ErrorNote, item: Item): ErrorNote {
  const { task } = item;
  const at = error.at ?? task.at;
  const way = at !== undefined && at.file !== task.at?.file && task.at ? [task.at] : [];
  const chain = error.chain ?? [...way, ...chainTo(task.at?.file, task.parent)];
  const values = involvedValues(item, error);
  return { ...error, ...(chain.length > 0 ? { chain } : {}), ...(values.length > 0 ? { values } : {}) };
}

/** What is told in other ways: warnings by themselves, and the traceback, which only playbooks ask for, not at all. */
function withoutToldOtherwise(result: Dict): Dict {
  const isTold = (key: Value, value: Value): boolean =>
    key === 'warnings' || key === 'deprecations' || (key === 'exception' && value === noTraceback);
  return new Map([...result].filter(([key, value]) => !isTold(key, value)));
}
