import type { HostStatus } from '../../events/event.js';
import type { Templar } from '../../template/templar.js';
import { playKeyword } from '../play-keyword.js';
import { keywordValue, type TaskContext } from '../task-context.js';

interface Ended {
  readonly status: HostStatus;
  readonly ignored: boolean;
}

/** Whether the debugger is to ask what to do about an outcome: by the keyword `debugger`, else by the strategy or the setting. */
export function needsDebugger({ task, playRun }: TaskContext, { status, ignored }: Ended, templar: Templar): boolean {
  const isFailed = status === 'failed' && !ignored;
  switch (keywordValue(task, 'debugger', templar)) {
    case 'always':
      return true;
    case 'never':
      return false;
    case 'on_failed':
      return isFailed;
    case 'on_unreachable':
      return status === 'unreachable';
    case 'on_skipped':
      return status === 'skipped';
    default:
      return (isFailed || status === 'unreachable') && isOnByDefault(playRun);
  }
}

function isOnByDefault(playRun: TaskContext['playRun']): boolean {
  const strategy = String(playKeyword(playRun.play, 'strategy', playRun) ?? playRun.run.settings.strategy);
  return playRun.run.settings.debugger || /^(?:ansible\.builtin\.)?debug$/.test(strategy);
}
