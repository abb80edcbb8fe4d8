import type { Task } from '../../playbook/nodes.js';
import { findKeyword } from '../../playbook/nodes.js';
import type { Templar } from '../../template/templar.js';
import { keywordFlag } from '../task-context.js';
import { mayRun } from './known.js';
import { refuseOnce } from './sharding.js';
import { actsForAll } from './task-problems.js';

/** Refuses a task of a play whose hosts are in several slices when it is one for all of them: seen only now, in an include or a template. */
export function refuseForAll(task: Task, templar: Templar): void {
  const isOnce = findKeyword(task, 'run_once') && keywordFlag(task, 'run_once', templar);
  const problem = isOnce ? refuseOnce('a task with run_once', findKeyword(task, 'run_once')?.at) : actsForAll(task);
  if (problem && mayRun(task, templar)) throw problem;
}
