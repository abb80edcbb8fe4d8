import { ProvisionError } from '../base/errors.js';
import { findKeyword } from '../playbook/nodes.js';
import type { Value } from '../values/value.js';
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

/** An empty name is refused, whatever the task's conditions say. */
export function checkDelegate(item: Item, templar: Templar): void {
  if (!findKeyword(item.task, 'delegate_to') || findEmpty(item, templar) !== '') return;
  const at = findKeyword(item.task, 'delegate_to')?.at;
  throw new ProvisionError('E0402', 'Empty hostname produced from delegate_to', { at });
}

function findEmpty(item: Item, templar: Templar): Value | undefined {
  try {
    return keywordValue(item.task, 'delegate_to', templar);
  } catch (thrown) {
    // It matters only when the task is not skipped, and is told then.
    if (thrown instanceof ProvisionError) return undefined;
    throw thrown;
  }
}

/** The host that the task is delegated to as it is told: with its address when that is not its name. */
export function findDelegateLabel(item: Item): string | undefined {
  if (!item.task.keywords.has('delegate_to') && !item.task.parent) return undefined;
  const { playRun, task, host } = item;
  try {
    const name = delegateOf(item, taskTemplar(playRun, task, host, item));
    if (name === undefined || name === host.name) return undefined;
    const reached = playRun.run.hosts.get(name) ?? new RunHost(name);
    const address = taskTemplar(playRun, task, reached, item).find('ansible_host');
    return address === undefined || address === null || address === name ? name : `${name}(${String(address)})`;
  } catch {
    // The name could not be rendered outside its loop item; the task's own error, if any, says more.
    return undefined;
  }
}
