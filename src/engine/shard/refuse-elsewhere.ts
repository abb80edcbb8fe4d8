import { findKeyword } from '../../playbook/nodes.js';
import type { Item } from '../item.js';
import { refuseDelegate } from './sharding.js';
import { needsOther } from './task-problems.js';

/** Refuses a task that turns out to be delegated to a host of another slice. */
export function refuseElsewhere({ playRun, task, host }: Item, delegate: string): void {
  const { sharding } = playRun.run;
  if (sharding && needsOther(sharding, host.name, delegate))
    throw refuseDelegate(sharding, { host: host.name, delegate }, findKeyword(task, 'delegate_to')?.at);
}
