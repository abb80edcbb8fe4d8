import { ProvisionError } from '../base/errors.js';
import type { Play } from '../playbook/nodes.js';
import { isList } from '../values/value.js';
import { noFiles } from '../variables/task-layers.js';
import { isTruthy } from './coerce.js';
import { batchesOf } from './batches.js';
import { HandlerBoard } from './handlers.js';
import { playFiles } from './play-files.js';
import { promptedVariables } from './play-prompts.js';
import { playKeyword } from './play-keyword.js';
import { runBatch, strategyOf } from './run-batch.js';
import { RunHost } from './run-host.js';
import type { PlayRun, Run } from './run.js';
import { warnOfPlay } from './reserved-names.js';
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
  const live = names.map((name) => hostOf(name, run)).filter((host) => !host.hasFailed && !host.isUnreachable);
  if (live.length === 0) return false;
  for (const batch of batchesOf(live, playKeyword(play, 'serial', planned), play.keywords.get('serial')?.at)) {
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
      strategy: strategyOf(play, planned),
      check: isTruthy(playKeyword(play, 'check_mode', planned) ?? run.settings.check),
    });
    warnOfPlay(run, play);
    const withFiles = { ...playRun, variables: { ...playRun.variables, files: playFiles(playRun) } };
    if (!run.pace.leavesOut(play)) await runBatch(withFiles);
    if (run.signal.aborted || withFiles.stop) return false;
    if (withFiles.hasEnded) return true;
    if (batch.every((host) => host.hasFailed || host.isUnreachable)) return false;
  }
  return true;
}

/** The play before its hosts are known: enough to render its own keywords. */
export function planPlay(play: Play, run: Run): PlayRun {
  const shared = play.roles.filter((role) => role.isPublic);
  const variables = { node: play, roles: shared, files: noFiles, prompted: new Map(), included: [] };
  const handlers = new HandlerBoard([], { render: (value) => value, warn: () => undefined });
  return {
    run,
    play,
    variables,
    allHosts: [],
    batch: [],
    handlers,
    throttles: new Map(),
    stop: undefined,
    hasEnded: false,
  };
}

function playHosts(planned: PlayRun, { inventory, settings }: Run): string[] {
  const value = playKeyword(planned.play, 'hosts', planned) ?? null;
  const patterns = isList(value) ? value.map(String) : [String(value)];
  const names = inventory.match(patterns, settings.limit);
  const order = String(playKeyword(planned.play, 'order', planned) ?? 'inventory');
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
