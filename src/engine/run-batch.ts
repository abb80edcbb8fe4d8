import type { TaskNode } from '../playbook/nodes.js';
import type { Course } from './ahead/course.js';
import { isTruthy } from './coerce.js';
import { flushHandlers } from './flush-handlers.js';
import { gatheringTask } from './gathering.js';
import { findTooManyLost } from './lost-hosts.js';
import { tellWaiting } from './notify.js';
import { mapLimit } from './parallel.js';
import { callOwed, letOff, warnOfMissing } from './owed-handlers.js';
import { playKeyword } from './play-keyword.js';
import type { RunHost } from './run-host.js';
import type { PlayRun } from './run.js';
import { runNodes } from './run-nodes.js';
import { isWithoutStep, strategyOf } from './strategy.js';
import { isSelected } from './tags.js';

/** One batch: facts, then each section with its handlers. Failed hosts drop out. */
export async function runBatch(playRun: PlayRun): Promise<void> {
  const { play, batch, run } = playRun;
  const gathering = gatheringTask(playRun, playKeyword(play, 'gather_facts', playRun));
  for (const host of batch) callOwed(host, playRun);
  // What is owed from an earlier run comes when the facts are there, before all else.
  const sections = [gathering, play.preTasks, [...play.roleTasks, ...play.tasks], play.postTasks];
  if (isWithoutStep(playRun) && playKeyword(play, 'max_fail_percentage', playRun) !== undefined)
    run.events.emit({ type: 'warning', message: noSharedFailures });
  await runInStrategy(sections, playRun);
  for (const host of batch) if (host.hasEnded && !host.hasFailed && !host.isUnreachable) letOff(host, playRun);
}

async function runInStrategy(sections: readonly (readonly TaskNode[])[], playRun: PlayRun): Promise<unknown> {
  const { play, batch, run } = playRun;
  const alone = (host: RunHost): Promise<void> => runSections(sections, [host], playRun);
  switch (strategyOf(play, playRun)) {
    case 'free':
      // Each host goes on by itself; tasks, not hosts, are counted against `forks`.
      return Promise.all(batch.map(alone));
    case 'host_pinned':
      return mapLimit(batch, run.settings.forks, alone);
    default:
      return runSections(sections, batch, playRun);
  }
}

const noSharedFailures =
  'Using max_fail_percentage with the free strategy is not supported, as tasks are executed independently on each host';

async function runSections(
  sections: readonly (readonly TaskNode[])[],
  hosts: readonly RunHost[],
  playRun: PlayRun,
): Promise<void> {
  const { run, play } = playRun;
  const force = isTruthy(playKeyword(play, 'force_handlers', playRun) ?? run.settings.forceHandlers);
  for (const [index, section] of sections.entries()) {
    const live = hosts.filter((host) => host.isLive);
    const later = { nodes: sections.slice(index + 1).flat(), from: 0, after: undefined };
    const reason = (await runSection(section, live, playRun, later)) ?? (await flushSection(live, force, playRun));
    if (reason) {
      // With `force_handlers` what was notified runs although the play ends here.
      if (force) await flushSection(live, force, playRun);
      return stop(reason, force, playRun);
    }
    if (run.signal.aborted || playRun.stop) return;
  }
  for (const host of hosts) if (host.isLive) warnOfMissing(host, playRun);
}

type Reason = ReturnType<typeof findTooManyLost>;

/** Runs tasks until they are done, or too many hosts are lost. */
async function runSection(
  section: readonly TaskNode[],
  live: readonly RunHost[],
  playRun: PlayRun,
  later: Course,
): Promise<Reason> {
  for (const [index, node] of section.entries()) {
    for (const host of live) host.course = { nodes: section, from: index + 1, after: later };
    markFailed(await runNodes([node], live, playRun));
    const reason = findTooManyLost(playRun);
    if (reason) {
      markFailed(new Set(live));
      return reason;
    }
    if (playRun.run.signal.aborted || playRun.stop) return undefined;
  }
  return undefined;
}

/** The handlers at the end of a section; with `force_handlers` also where a task has failed in it. */
async function flushSection(hosts: readonly RunHost[], force: boolean, playRun: PlayRun): Promise<Reason> {
  // What ends a section is tagged `always`: `--skip-tags always` or `tagged` leaves it out.
  if (!isSelected(new Set(['always']), playRun.run.settings.tags)) return undefined;
  for (const host of hosts) host.isForced = force;
  const able = hosts.filter((host) => host.isLive);
  for (const host of able) if (tellWaiting(host, playRun)) tellFlush(host, playRun);
  try {
    markFailed(await flushHandlers(able, playRun, runNodes));
  } finally {
    for (const host of hosts) host.isForced = false;
  }
  return findTooManyLost(playRun);
}

function tellFlush({ name }: RunHost, { run }: PlayRun): void {
  run.events.emit({ type: 'detail', level: 'debug', text: `META: triggered running handlers for ${name}` });
}

/** A host that nothing rescued takes no further part in the run. */
function markFailed(hosts: ReadonlySet<RunHost>): void {
  for (const host of hosts) if (!host.isUnreachable) host.hasFailed = true;
}

function stop(reason: NonNullable<Reason>, isForced: boolean, playRun: PlayRun): void {
  playRun.stop = reason;
  playRun.run.events.emit({ type: 'stopped', ...reason, ...(isForced ? { isForced } : {}) });
}
