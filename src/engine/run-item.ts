import { setTimeout as pause } from 'node:timers/promises';
import { settle } from '../template/settle.js';
import { attempt } from './attempt.js';
import { numberOf } from './coerce.js';
import { checkDelegate } from './delegate.js';
import { failedAt } from './failures.js';
import type { Item, Made } from './item.js';
import { judge, templarWithResult } from './judge.js';
import { failedOutcome, skippedOutcome, statusOf, withResult, type ItemOutcome } from './outcome.js';
import { findFalseCondition, keywordValue } from './task-context.js';
import { taskTemplar } from './task-scope.js';

/** Runs a task once on a host: conditions, the attempts of `until`, `changed_when`, `failed_when`. */
export async function runItem(item: Item): Promise<ItemOutcome> {
  const { playRun, task, host } = item;
  try {
    checkDelegate(item, taskTemplar(playRun, task, host, item));
    const falseCondition = await settle(item.remembered, () =>
      findFalseCondition(task, taskTemplar(playRun, task, host, item)),
    );
    if (falseCondition !== undefined) return skippedOutcome('Conditional result was False', falseCondition);
    return await attemptUntil(item);
  } catch (thrown) {
    return failedOutcome(thrown, { changes: [], diffs: [] }, { at: task.at });
  }
}

async function attemptUntil(item: Item): Promise<ItemOutcome> {
  const { task, host, playRun, reference } = item;
  const until = task.keywords.get('until');
  const first = taskTemplar(playRun, task, host, item);
  const retries = numberOf(keywordValue(task, 'retries', first), until ? 3 : 0);
  const delay = numberOf(keywordValue(task, 'delay', first), 5);
  for (let count = 1; ; count++) {
    const made: Made = { changes: [], diffs: [] };
    const outcome = await settle(item.remembered, () => attempt(item, made)).catch((thrown: unknown) =>
      failedAt({ task, definition: playRun.run.findModule(task.action) }, thrown, made),
    );
    if (!until && retries === 0) return judge(item, outcome);
    const judged = judge(item, withResult(outcome, { attempts: count }));
    if (statusOf(judged) === 'skipped' || statusOf(judged) === 'unreachable') return outcome;
    const isDone = until ? templarWithResult(item, judged).test(until.value, until.at) : statusOf(judged) !== 'failed';
    if (isDone) return judged;
    const left = retries - count + 1;
    if (left <= 0)
      return withResult(judged, {
        failed: true,
        attempts: retries,
        ...(judged.result.has('msg') ? {} : { msg: `gave up after ${count} attempts` }),
      });
    playRun.run.events.emit({ type: 'retry', task: reference, host: host.name, attempt: count, left });
    await pause(delay * 1000, undefined, { signal: playRun.run.signal });
    host.forgetAnswers();
  }
}
