import type { HostResult } from '../../events/event.js';
import type { TaskContext } from '../task-context.js';
import type { FinishedTask } from './journal.js';
import { taskKey } from './task-key.js';

/** Notes for a run that goes on after this one that a task has ended. Handlers are remembered in another way. */
export function noteFinished(
  { task, playRun, host }: TaskContext,
  finished: FinishedTask,
  shown: Pick<HostResult, 'result' | 'display'>,
): void {
  if (task.isHandler) return;
  const isKept = task.keywords.has('register') || finished.status === 'failed' || finished.status === 'unreachable';
  const kept = isKept ? finished : { ...finished, result: new Map() };
  // What `no_log` hides is not written down either, unless there is nothing to hide.
  const isHidden = shown.display === 'hidden' || 'censored' in shown.result;
  const isSecret = isHidden && (kept.result.size > 0 || kept.applied.length > 0);
  const key = taskKey(task, playRun.play);
  playRun.run.journal?.note({ host: host.name, key }, kept, isSecret);
}
