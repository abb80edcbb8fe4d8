import type { Templar } from '../template/templar.js';
import { RunHost } from './run-host.js';
import type { Item } from './item.js';
import { keywordValue } from './task-context.js';
import { taskTemplar } from './task-scope.js';

/** The host that the task is delegated to. */
export function delegateOf(item: Item, templar: Templar): string | undefined {
  const value = keywordValue(item.task, 'delegate_to', templar);
  return value === undefined || value === null || value === '' ? undefined : String(value);
}

/** The host that the task is delegated to as it is told: with its address when that is not its name. */
export function findDelegateLabel(item: Item): string | undefined {
  if (!item.task.keywords.has('delegate_to') && !item.task.parent) return undefined;
  const { playRun, task, host } = item;
  try {
    const name = delegateOf(item, taskTemplar(playRun, task, host, item));
    if (name === undefined) return undefined;
    const reached = playRun.run.hosts.get(name) ?? new RunHost(name);
    const address = taskTemplar(playRun, task, reached, item).find('ansible_host');
    return address === undefined || address === null || address === name ? name : `${name}(${String(address)})`;
  } catch {
    // The name could not be rendered outside its loop item; the task's own error, if any, says more.
    return undefined;
  }
}
