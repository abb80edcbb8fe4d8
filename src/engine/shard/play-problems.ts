import type { ProvisionError } from '../../base/errors.js';
import { findKeyword, tasksOf, type Play, type Task } from '../../playbook/nodes.js';
import { batchesOf } from '../batches.js';
import { isTruthy } from '../coerce.js';
import { playKeyword } from '../play-keyword.js';
import type { PlayRun } from '../run.js';
import { hostVariableProblems } from './host-variable-problems.js';
import { isRefusal, refuseKeyword, type Sharding } from './sharding.js';
import { taskProblems } from './task-problems.js';

/** Why a play cannot be run by slices, as far as it can be told before it runs. */
export function playProblems(planned: PlayRun, sharding: Sharding): ProvisionError[] {
  const { play, allHosts } = planned;
  const spans = sharding.spans(allHosts);
  const tasks = [...tasksOf([...play.preTasks, ...play.roleTasks, ...play.tasks, ...play.postTasks, ...play.handlers])];
  return [
    ...(spans ? [...keywordProblems(planned), ...fatalProblems(planned, tasks)] : []),
    ...tasks.flatMap((task) => taskProblems(task, planned, { sharding, spans })),
    ...hostVariableProblems(tasks, planned, sharding).filter(isRefusal),
  ];
}

/** What the play itself says about its hosts together. One batch of all hosts, and a share that is never passed, say nothing. */
export function keywordProblems(planned: PlayRun): ProvisionError[] {
  const { play, allHosts } = planned;
  const { serial, max_fail_percentage: most } = Object.fromEntries(
    ['serial', 'max_fail_percentage'].map((name) => [name, playKeyword(play, name, planned)]),
  );
  const at = (name: string): Play['at'] => play.keywords.get(name)?.at;
  const isOneBatch = batchesOf(allHosts, serial, at('serial')).length <= 1;
  const isEndless = most === undefined || most === null || Number(most) >= 100;
  return [
    ...(isOneBatch ? [] : [refuseKeyword('serial', at('serial'))]),
    ...(isEndless ? [] : [refuseKeyword('max_fail_percentage', at('max_fail_percentage'))]),
  ];
}

/** `any_errors_fatal`, at the play, a block, a task, or in the settings. */
function fatalProblems({ run, play }: PlayRun, tasks: readonly Task[]): ProvisionError[] {
  const own = [play, ...tasks].flatMap((node) => findKeyword(node, 'any_errors_fatal') ?? []);
  const written = own.filter(({ value }) => typeof value === 'object' || isTruthy(value));
  if (written.length > 0) return [...new Set(written)].map(({ at }) => refuseKeyword('any_errors_fatal', at));
  return run.settings.anyErrorsFatal && own.length === 0 ? [refuseKeyword('any_errors_fatal', play.at)] : [];
}
