import { shortName } from '../playbook/action-name.js';
import type { Task } from '../playbook/nodes.js';
import { ProvisionError } from '../base/errors.js';
import { runOnHost, type HostOutcome } from './host-task.js';
import { runInclude, type RunNodes } from './include.js';
import { loadIncludedRole, loadIncludedTasks } from './included-block.js';
import { runMeta } from './meta.js';
import { areTooMany } from './lost-hosts.js';
import { mapLimit } from './parallel.js';
import { taskKey } from './resume/task-key.js';
import { warnOfTask } from './reserved-names.js';
import type { RunHost } from './run-host.js';
import type { PlayRun } from './run.js';
import { refuseForAll } from './shard/reached.js';
import { isSelected } from './tags.js';
import { keywordFlag } from './task-context.js';
import { taskReference } from './task-reference.js';
import { taskTemplar } from './task-scope.js';
import { tagsOf } from './task-tags.js';
import { isWithoutStep } from './strategy.js';
import { throttleOf } from './throttle.js';

/** Runs a task on hosts, all at once, and returns those on which it failed. */
export async function runTask(
  task: Task,
  hosts: readonly RunHost[],
  playRun: PlayRun,
  runNodes: RunNodes,
): Promise<ReadonlySet<RunHost>> {
  const live = hosts.filter((host) => host.isLive && (task.role === undefined || host.endedRole !== task.role));
  const [first] = live;
  if (!first) return new Set();
  warnOfTask(playRun.run, task);
  const templar = taskTemplar(playRun, task, first);
  if (
    !task.isHandler &&
    !isSelected(
      tagsOf(task, (value) => templar.render(value)),
      playRun.run.settings.tags,
    )
  )
    return new Set();
  if (playRun.run.pace.isBefore(task)) return new Set();
  if (task.action !== 'meta' && !(await playRun.run.pace.mayPerform(task, playRun.run.prompt))) return new Set();
  if (playRun.others.length > 0) refuseForAll(task, templar);
  switch (shortName(task.action)) {
    case 'meta':
      return runMeta(task, live, playRun, runNodes);
    case 'include_tasks':
    case 'include':
      return runInclude(live, { task, playRun, runNodes, load: loadIncludedTasks });
    case 'include_role':
      return runInclude(live, { task, playRun, runNodes, load: loadIncludedRole });
    default:
      return runModuleTask(task, live, playRun);
  }
}

/** Actions that concern the run rather than a host: they run once and are nobody else's result. */
const runsForAll: ReadonlySet<string> = new Set(['add_host']);

async function runModuleTask(task: Task, live: readonly RunHost[], playRun: PlayRun): Promise<ReadonlySet<RunHost>> {
  const { run } = playRun;
  const templar = taskTemplar(playRun, task, live[0] as RunHost);
  const isForAll = runsForAll.has(shortName(task.action));
  const once = isForAll || keywordFlag(task, 'run_once', templar);
  const working = once ? [onceOn(task, live, playRun)] : live;
  if (once && !isForAll && isWithoutStep(playRun)) run.events.emit({ type: 'warning', message: notOnce });
  const reference = taskReference(task, templar, keywordFlag(task, 'check_mode', templar, run.settings.check));
  run.events.emit({ type: 'task start', task: reference, hosts: working.map((host) => host.name) });
  const throttled = throttleOf(task, templar, playRun);
  // What is done once is of all hosts, also where an include brought it to one of them.
  const sharing = once && !isForAll ? playRun.batch.filter((host) => host.isLive) : undefined;
  const outcomes = await mapLimit(working, working.length, (host) => {
    const context = { playRun, task, host, reference, sharedBy: sharing ?? [host] };
    return throttled.use(() => run.slots.use(() => runOnHost(context)));
  });
  run.events.emit({ type: 'task end', task: reference });
  if (run.sharding?.refusal) throw run.sharding.refusal;
  const failed = new Set<RunHost>();
  outcomes.forEach((outcome, index) => noteOutcome(task, outcome, working[index], failed));
  if (once && !isForAll && failed.size > 0) return failAll(live, failed);
  if (areTooMany(task, failed, playRun)) return failAll(live, failed);
  return keywordFlag(task, 'any_errors_fatal', templar, run.settings.anyErrorsFatal) && failed.size > 0
    ? failAll(live, failed)
    : failed;
}

/** Who does what is done once: in a run that goes on the host that has done it, else the first. */
function onceOn(task: Task, live: readonly RunHost[], { run, play }: PlayRun): RunHost {
  const has = ({ name }: RunHost): boolean => run.finished?.has({ host: name, key: taskKey(task, play) }) ?? false;
  const host = live.find(has) ?? live[0];
  if (!host) throw new ProvisionError('E0901', 'a task without hosts was begun');
  return host;
}

const notOnce =
  'Using run_once with the free strategy is not currently supported. This task will still be executed for every host in the inventory list.';

function noteOutcome(task: Task, outcome: HostOutcome, host: RunHost | undefined, failed: Set<RunHost>): void {
  if (!host) throw new ProvisionError('E0901', 'a task has more outcomes than hosts');
  if (outcome.ignored || (outcome.status !== 'failed' && outcome.status !== 'unreachable')) return;
  host.failure = { task, result: outcome.result };
  if (outcome.status === 'unreachable') host.isUnreachable = true;
  failed.add(host);
}

/** The failure of one is everybody's (`run_once`, `any_errors_fatal`), but only its own is counted and told. */
function failAll(live: readonly RunHost[], failed: ReadonlySet<RunHost>): ReadonlySet<RunHost> {
  for (const host of live) if (!failed.has(host)) host.failure = undefined;
  return new Set(live);
}
