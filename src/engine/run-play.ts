import { ProvisionError } from '../base/errors.js';
import type { Play, TaskNode } from '../playbook/nodes.js';
import { isList, type Value } from '../values/value.js';
import { noFiles } from '../variables/task-layers.js';
import { isTruthy, numberOf } from './coerce.js';
import { batchesOf } from './batches.js';
import { flushHandlers } from './flush-handlers.js';
import { HandlerBoard } from './handlers.js';
import { tellWaiting } from './notify.js';
import { mapLimit } from './parallel.js';
import { playFiles } from './play-files.js';
import { promptedVariables } from './play-prompts.js';
import { RunHost } from './run-host.js';
import type { PlayRun, Run } from './run.js';
import { runNodes } from './run-nodes.js';
import { taskTemplar } from './task-scope.js';
import { gatheringTask } from './gathering.js';
import { isSelected } from './tags.js';

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
  const live = names.map((name) => hostOf(name, run)).filter((host) => !host.hasFailed && !host.isUnreachable);
  if (live.length === 0) return false;
  for (const batch of batchesOf(live, keywordOf(play, 'serial', planned), play.keywords.get('serial')?.at)) {
    const playRun: PlayRun = {
      ...planned,
      allHosts: names,
      batch,
      handlers: handlersOf(play, planned),
    };
    run.events.emit({
      type: 'play start',
      name: play.name,
      hosts: batch.map((host) => host.name),
      at: play.at,
      strategy: String(keywordOf(play, 'strategy', planned) ?? 'linear'),
      check: isTruthy(keywordOf(play, 'check_mode', planned) ?? run.settings.check),
    });
    const withFiles = { ...playRun, variables: { ...playRun.variables, files: playFiles(playRun) } };
    await runBatch(withFiles);
    if (run.signal.aborted || withFiles.stop) return false;
    if (withFiles.hasEnded) return true;
    if (batch.every((host) => host.hasFailed || host.isUnreachable)) return false;
  }
  return true;
}

/** The play before its hosts are known: enough to render its own keywords. */
export function planPlay(play: Play, run: Run): PlayRun {
  const shared = play.roles.filter((role) => role.isPublic);
  const variables = { node: play, roles: shared, files: noFiles, prompted: new Map() };
  const handlers = new HandlerBoard([], { render: (value) => value, warn: () => undefined });
  return { run, play, variables, allHosts: [], batch: [], handlers, stop: undefined, hasEnded: false };
}

function keywordOf(play: Play, name: string, planned: PlayRun): Value | undefined {
  const written = play.keywords.get(name);
  return written ? taskTemplar(planned, play, new RunHost('localhost')).render(written.value, written.at) : undefined;
}

function playHosts(planned: PlayRun, { inventory, settings }: Run): string[] {
  const value = keywordOf(planned.play, 'hosts', planned) ?? null;
  const patterns = isList(value) ? value.map(String) : [String(value)];
  const names = inventory.match(patterns, settings.limit);
  const order = String(keywordOf(planned.play, 'order', planned) ?? 'inventory');
  return ordered(names, order, planned.play);
}

function ordered(names: readonly string[], order: string, play: Play): string[] {
  switch (order) {
    case 'inventory':
      return [...names];
    case 'reverse_inventory':
      return [...names].reverse();
    case 'sorted':
      return [...names].sort();
    case 'reverse_sorted':
      return [...names].sort().reverse();
    case 'shuffle':
      return shuffled(names);
    default:
      throw new ProvisionError('E0402', `"order" cannot be "${order}"`, {
        at: play.keywords.get('order')?.at,
        hint: 'use inventory, sorted, reverse_sorted, reverse_inventory or shuffle',
      });
  }
}

function shuffled(names: readonly string[]): string[] {
  return names
    .map((name) => ({ name, rank: Math.random() }))
    .sort((a, b) => a.rank - b.rank)
    .map(({ name }) => name);
}

function hostOf(name: string, run: Run): RunHost {
  let host = run.hosts.get(name);
  if (!host) run.hosts.set(name, (host = new RunHost(name)));
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

/** One batch: facts, then each section with its handlers. Failed hosts drop out. */
async function runBatch(playRun: PlayRun): Promise<void> {
  const { play, batch } = playRun;
  const strategy = String(keywordOf(play, 'strategy', playRun) ?? playRun.run.settings.strategy).replace(
    /^ansible\.builtin\./,
    '',
  );
  const gathering = gatheringTask(playRun, keywordOf(play, 'gather_facts', playRun));
  const sections: readonly (readonly TaskNode[])[] = [
    gathering,
    play.preTasks,
    [...play.roleTasks, ...play.tasks],
    play.postTasks,
  ];
  const inParallel = strategy === 'free' || strategy === 'host_pinned';
  if (!inParallel && strategy !== 'linear') {
    throw new ProvisionError('E0402', `there is no strategy "${strategy}"`, {
      at: play.keywords.get('strategy')?.at,
      hint: 'use linear, free or host_pinned',
    });
  }
  if (inParallel) await mapLimit(batch, playRun.run.settings.forks, (host) => runSections(sections, [host], playRun));
  else await runSections(sections, batch, playRun);
}

async function runSections(
  sections: readonly (readonly TaskNode[])[],
  hosts: readonly RunHost[],
  playRun: PlayRun,
): Promise<void> {
  const { run, play } = playRun;
  const force = run.settings.forceHandlers || isTruthy(keywordOf(play, 'force_handlers', playRun) ?? false);
  for (const section of sections) {
    const live = hosts.filter((host) => host.isLive);
    for (const node of section) {
      markFailed(await runNodes([node], live, playRun));
      checkFailures(hosts, playRun);
      if (playRun.stop || run.signal.aborted) return;
    }
    markFailed(await flushSection(live, force, playRun));
    checkFailures(hosts, playRun);
    if (playRun.stop || run.signal.aborted) return;
  }
}

/** The handlers at the end of a section; with `force_handlers` also where a task has failed in it. */
async function flushSection(
  hosts: readonly RunHost[],
  force: boolean,
  playRun: PlayRun,
): Promise<ReadonlySet<RunHost>> {
  // What ends a section is tagged `always`: `--skip-tags always` or `tagged` leaves it out.
  if (!isSelected(new Set(['always']), playRun.run.settings.tags)) return new Set();
  for (const host of hosts) host.isForced = force;
  const able = hosts.filter((host) => host.isLive);
  for (const host of able) if (tellWaiting(host, playRun)) tellFlush(host, playRun);
  try {
    return await flushHandlers(able, playRun, runNodes);
  } finally {
    for (const host of hosts) host.isForced = false;
  }
}

function tellFlush({ name }: RunHost, { run }: PlayRun): void {
  run.events.emit({ type: 'detail', level: 'debug', text: `META: triggered running handlers for ${name}` });
}

/** A host that nothing rescued takes no further part in the run. */
function markFailed(hosts: ReadonlySet<RunHost>): void {
  for (const host of hosts) if (!host.isUnreachable) host.hasFailed = true;
}

/** `any_errors_fatal` and `max_fail_percentage`: too many lost hosts end the play for all. */
function checkFailures(hosts: readonly RunHost[], playRun: PlayRun): void {
  const { play, run } = playRun;
  const lost = hosts.filter((host) => host.hasFailed || host.isUnreachable).length;
  if (lost === 0) return;
  const percentage = keywordOf(play, 'max_fail_percentage', playRun);
  const isTooMany =
    percentage !== undefined &&
    percentage !== null &&
    (lost * 100) / hosts.length > numberOf(String(percentage).replace('%', ''), 100);
  const isFatal = run.settings.anyErrorsFatal || isTruthy(keywordOf(play, 'any_errors_fatal', playRun) ?? false);
  if (!isTooMany && !isFatal) return;
  playRun.stop = {
    reason: isFatal
      ? 'a host failed, and any_errors_fatal is set'
      : `${lost} of ${hosts.length} hosts failed, more than max_fail_percentage allows`,
  };
  run.events.emit({ type: 'stopped', reason: playRun.stop.reason });
}
