import { ContentErrors, ProvisionError } from '../base/errors.js';
import type { Play } from '../playbook/nodes.js';
import { isTruthy } from './coerce.js';
import { batchesOf } from './batches.js';
import { HandlerBoard } from './handlers.js';
import { plannedFacts } from './plan/not-known.js';
import { planPlay } from './plan-play.js';
import { playFiles } from './play-files.js';
import { inPlayOrder, playHosts } from './play-hosts.js';
import { promptedVariables } from './play-prompts.js';
import { playKeyword } from './play-keyword.js';
import { runBatch } from './run-batch.js';
import { strategyOf } from './strategy.js';
import { RunHost } from './run-host.js';
import type { PlayRun, Run } from './run.js';
import { warnOfPlay } from './reserved-names.js';
import { checkShards } from './shard/check-shards.js';
import { taskTemplar } from './task-scope.js';

/** Runs a play: its hosts in batches, its sections in order, its handlers after each. Returns false when the run must stop. */
export async function runPlay(play: Play, run: Run): Promise<boolean> {
  const unasked = planPlay(play, run);
  const prompted = await promptedVariables(play, run, taskTemplar(unasked, play, new RunHost('localhost')));
  const planned = { ...unasked, variables: { ...unasked.variables, prompted } };
  const names = playHosts(planned, run);
  if (names.length === 0) {
    run.events.emit({ type: 'play empty', name: play.name, reason: 'no hosts matched' });
    return true;
  }
  const own = ownHosts(planned, inPlayOrder(names, planned));
  if (own.length === 0) {
    run.events.emit({ type: 'play empty', name: play.name, reason: `no hosts in ${run.sharding?.nameOf() ?? ''}` });
    return true;
  }
  const live = own.map((name) => hostOf(name, run)).filter((host) => !host.hasFailed && !host.isUnreachable);
  if (live.length === 0) return false;
  checkPlayKeywords(planned);
  for (const batch of batchesOf(live, playKeyword(play, 'serial', planned), play.keywords.get('serial')?.at)) {
    const playRun: PlayRun = {
      ...planned,
      allHosts: [...names],
      others: names.filter((name) => !own.includes(name)),
      batch,
      handlers: handlersOf(play, planned),
    };
    run.events.emit({
      type: 'play start',
      name: play.name,
      hosts: batch.map((host) => host.name),
      at: play.at,
      strategy: strategyOf(play, planned),
      check: isTruthy(playKeyword(play, 'check_mode', planned) ?? run.settings.check),
    });
    warnOfPlay(run, play);
    // What an earlier batch has included is not this one's.
    const { roles } = playRun.variables;
    const variables = { ...playRun.variables, roles: [...roles], included: [], files: playFiles(playRun) };
    const withFiles = { ...playRun, variables };
    if (!run.pace.leavesOut(play)) await runBatch(withFiles);
    if (run.signal.aborted || withFiles.stop) return false;
    if (withFiles.hasEnded) return true;
    if (batch.every((host) => host.hasFailed || host.isUnreachable)) return false;
  }
  return true;
}

/** Keywords of the play itself that are of another type than they should be end the run before the play begins, as mistakes in content. */
function checkPlayKeywords(planned: PlayRun): void {
  try {
    for (const name of ['any_errors_fatal', 'force_handlers', 'gather_facts', 'max_fail_percentage'])
      playKeyword(planned.play, name, planned);
  } catch (thrown) {
    throw thrown instanceof ProvisionError ? new ContentErrors([thrown]) : thrown;
  }
}

/** The hosts of a play that this run works on: with `--shard` those of its slice, and only where that is all the play needs. */
function ownHosts({ play, run }: PlayRun, names: readonly string[]): readonly string[] {
  const { sharding } = run;
  if (!sharding) return names;
  checkShards([play], run);
  return names.filter((name) => !sharding.isElsewhere(name));
}

function hostOf(name: string, run: Run): RunHost {
  let host = run.hosts.get(name);
  if (!host) run.hosts.set(name, (host = new RunHost(name, run.settings.plan ? plannedFacts() : undefined)));
  host.hasEnded = false;
  host.finishedRoles.clear();
  host.rolesWithTasks.clear();
  return host;
}

function handlersOf(play: Play, planned: PlayRun): HandlerBoard {
  return new HandlerBoard(play.handlers, {
    render: (value, task) => taskTemplar(planned, task, new RunHost('localhost')).render(value),
    warn: (message) => planned.run.events.emit({ type: 'warning', message }),
  });
}
