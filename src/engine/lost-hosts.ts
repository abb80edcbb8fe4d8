import type { PlaybookNode, Task } from '../playbook/nodes.js';
import { isTruthy, numberOf } from './coerce.js';
import { playKeyword } from './play-keyword.js';
import type { RunHost } from './run-host.js';
import type { PlayRun } from './run.js';

/** Why the hosts that are lost are too many for the play to go on; `undefined` when they are not. */
export function findTooManyLost(playRun: PlayRun): PlayRun['stop'] {
  const { play, run, batch } = playRun;
  const lost = batch.filter((host) => host.hasFailed || host.isUnreachable);
  if (lost.length === 0) return undefined;
  if (isTruthy(playKeyword(play, 'any_errors_fatal', playRun) ?? run.settings.anyErrorsFatal))
    return { reason: 'a host failed, and any_errors_fatal is set', cause: 'any error' };
  return findShareLost(lost.length, playRun);
}

/** Whether hosts on which a task has just failed are too many together with those lost before (`max_fail_percentage`). */
export function areTooMany(task: Task, failed: ReadonlySet<RunHost>, playRun: PlayRun): boolean {
  if (failed.size === 0 || isGuarded(task)) return false;
  const lost = playRun.batch.filter((host) => host.hasFailed || host.isUnreachable || failed.has(host));
  return findShareLost(lost.length, playRun) !== undefined;
}

function findShareLost(lost: number, playRun: PlayRun): PlayRun['stop'] {
  const { play, batch } = playRun;
  const percentage = playKeyword(play, 'max_fail_percentage', playRun);
  if (percentage === undefined || percentage === null) return undefined;
  if ((lost * 100) / batch.length <= numberOf(String(percentage).replace('%', ''), 100)) return undefined;
  const reason = `${lost} of ${batch.length} hosts failed, more than max_fail_percentage allows`;
  return { reason, cause: 'max_fail_percentage' };
}

/** Whether a rescue may still save the hosts, or `always` has yet to run on them. */
function isGuarded(task: Task): boolean {
  for (let node: PlaybookNode | undefined = task.parent; node; node = node.parent)
    if (node.keywords.has('rescue') || node.keywords.has('always')) return true;
  return false;
}
