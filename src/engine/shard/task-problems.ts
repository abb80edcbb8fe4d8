import type { ProvisionError } from '../../base/errors.js';
import { shortName } from '../../playbook/action-name.js';
import { findKeyword, type Task } from '../../playbook/nodes.js';
import { isLocalName } from '../../inventory/members.js';
import { TemplateText, isDict, isList, type Value } from '../../values/value.js';
import { RunHost } from '../run-host.js';
import type { PlayRun } from '../run.js';
import { keywordFlag, keywordValue } from '../task-context.js';
import { taskTemplar } from '../task-scope.js';
import { known, mayRun, roundsOf } from './known.js';
import { refuseDelegate, refuseOnce, type Sharding } from './sharding.js';

interface Looking {
  readonly sharding: Sharding;
  /** Whether the hosts of the play are in several slices. */
  readonly spans: boolean;
}

/** Why a task cannot be run by slices: it is done once for all hosts, or on a host of another slice. */
export function taskProblems(task: Task, planned: PlayRun, { sharding, spans }: Looking): ProvisionError[] {
  const hosts = sharding.viewpoints(planned.allHosts);
  const [first] = hosts;
  if (first === undefined) return [];
  const once = spans ? onceProblem(task, planned, first) : undefined;
  if (once) return [once];
  if (!findKeyword(task, 'delegate_to')) return [];
  for (const host of hosts) {
    const problem = delegateProblem(task, host, { planned, sharding });
    if (problem) return [problem];
  }
  return [];
}

/** What is done once: `run_once`, hosts and groups that are made in the run, a decision that the first host takes for all. */
function onceProblem(task: Task, planned: PlayRun, first: string): ProvisionError | undefined {
  const templar = taskTemplar(planned, task, new RunHost(first));
  if (!mayRun(task, templar)) return undefined;
  const isOnce = findKeyword(task, 'run_once') && (known(() => keywordFlag(task, 'run_once', templar)) ?? false);
  return isOnce ? refuseOnce('a task with run_once', findKeyword(task, 'run_once')?.at) : actsForAll(task);
}

/** Actions whose effect on other slices would be missing there. */
export function actsForAll(task: Task): ProvisionError | undefined {
  switch (shortName(task.action)) {
    case 'add_host':
      return isSameForAll(task) ? undefined : refuseOnce('add_host with templates', task.actionAt);
    case 'group_by':
      return refuseOnce('group_by: what its groups are', task.actionAt);
    case 'meta':
      return endsPlay(task) && findKeyword(task, 'when')
        ? refuseOnce('the decision to end the play', findKeyword(task, 'when')?.at)
        : undefined;
    default:
      return undefined;
  }
}

function endsPlay({ args }: Task): boolean {
  return [...args.values()].some((value) => value === 'end_play' || value === 'end_batch');
}

/** Without templates every slice adds the same hosts. */
function isSameForAll(task: Task): boolean {
  return !task.loop && !findKeyword(task, 'when') && !holdsAny(task.args);
}

function holdsAny(value: Value): boolean {
  if (isDict(value)) return [...value.values()].some(holdsAny);
  return isList(value) ? value.some(holdsAny) : value instanceof TemplateText;
}

interface Surroundings {
  readonly planned: PlayRun;
  readonly sharding: Sharding;
}

function delegateProblem(task: Task, host: string, { planned, sharding }: Surroundings): ProvisionError | undefined {
  const own = taskTemplar(planned, task, new RunHost(host));
  for (const templar of roundsOf(task, own)) {
    if (!mayRun(task, templar)) continue;
    const delegate = known(() => keywordValue(task, 'delegate_to', templar));
    if (typeof delegate !== 'string' || delegate === '') continue;
    if (needsOther(sharding, host, delegate))
      return refuseDelegate(sharding, { host, delegate }, findKeyword(task, 'delegate_to')?.at);
  }
  return undefined;
}

/** Whether a host's task needs a host of another slice. The controller is at hand everywhere. */
export function needsOther(sharding: Sharding, host: string, other: string): boolean {
  if (isLocalName(other)) return false;
  const [own, there] = [sharding.sliceOf(host) ?? sharding.shard.index, sharding.sliceOf(other)];
  return there !== undefined && there !== own;
}
