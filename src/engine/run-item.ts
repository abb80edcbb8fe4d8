import { setTimeout as pause } from 'node:timers/promises';
import { settle } from '../template/settle.js';
import type { Templar } from '../template/templar.js';
import { attempt } from './attempt.js';
import { numberOf } from './coerce.js';
import { checkDelegate, findDelegateLabel } from './delegate.js';
import { failedAt, withFailure } from './failures.js';
import { resultObject } from '../module-kit/result-value.js';
import type { Item, Made } from './item.js';
import { judge, templarWithResult } from './judge.js';
import { handlersNamed } from './notify.js';
import { checkKeywords } from './keyword-value.js';
import { failedOutcome, skippedOutcome, statusOf, withResult, type ItemOutcome } from './outcome.js';
import { findFalseCondition, keywordFlag, keywordValue } from './task-context.js';
import { taskTemplar } from './task-scope.js';

/** Runs a task once on a host: conditions, the attempts of `until`, `changed_when`, `failed_when`. */
export async function runItem(item: Item): Promise<ItemOutcome> {
  const { playRun, task, host } = item;
  try {
    const templar = taskTemplar(playRun, task, host, item);
    checkDelegate(item, templar);
    const falseCondition = await settle(item.remembered, () => findFalseCondition(task, templar));
    if (falseCondition !== undefined) return skippedOutcome('Conditional result was False', falseCondition);
    checkKeywords(task, templar);
    const notified = handlersNamed(item);
    return { ...(await attemptUntil(item, templar)), notified };
  } catch (thrown) {
    return failedOutcome(thrown, { changes: [], diffs: [] }, { at: task.at });
  }
}

async function attemptUntil(item: Item, first: Templar): Promise<ItemOutcome> {
  const { task, host, playRun, reference } = item;
  const until = task.keywords.get('until');
  const retries = numberOf(keywordValue(task, 'retries', first), until ? 3 : 0);
  const delay = numberOf(keywordValue(task, 'delay', first), 5);
  for (let count = 1; ; count++) {
    const made: Made = { changes: [], diffs: [] };
    const outcome = await settle(item.remembered, () => attempt(item, made)).catch((thrown: unknown) =>
      failedAt({ task, definition: playRun.run.findModule(task.action) }, thrown, made),
    );
    if (outcome.unknown !== undefined || (!until && retries === 0)) return judge(item, outcome);
    const judged = judge(item, withResult(outcome, { attempts: count }));
    if (statusOf(judged) === 'unreachable') return outcome;
    const isDone = until ? templarWithResult(item, judged).test(until.value, until.at) : statusOf(judged) !== 'failed';
    if (isDone) return judged;
    const left = retries - count + 1;
    if (left <= 0)
      return withFailure(
        task,
        withResult(judged, { failed: true, attempts: retries, ...wordless(judged, count) }),
        'action',
      );
    const result = { ...resultObject(judged.result), retries: retries + 1 };
    const delegate = findDelegateLabel(item, judged);
    const told = { attempt: count, left, delegate, result: isHidden(item) ? {} : result, display: judged.display };
    playRun.run.events.emit({ type: 'retry', task: reference, host: host.name, ...told });
    await pause(delay * 1000, undefined, { signal: playRun.run.signal });
    playRun.run.machines.forgetAll();
  }
}

/** What is said of a last attempt that said nothing. */
function wordless({ result }: ItemOutcome, count: number): { msg?: string } {
  return result.has('msg') ? {} : { msg: `gave up after ${count} attempts` };
}

function isHidden(item: Item): boolean {
  const { playRun, task, host } = item;
  return keywordFlag(task, 'no_log', taskTemplar(playRun, task, host, item), playRun.run.settings.noLog);
}
