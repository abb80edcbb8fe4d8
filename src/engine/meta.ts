import { ProvisionError } from '../base/errors.js';
import { getMetaAction, type MetaAction } from '../playbook/meta-actions.js';
import type { Task } from '../playbook/nodes.js';
import { connectionOptions } from './connection-options.js';
import { flushHandlers } from './flush-handlers.js';
import type { RunNodes } from './include.js';
import type { RunHost } from './run-host.js';
import type { PlayRun } from './run.js';
import { findFalseCondition } from './task-context.js';
import { taskTemplar } from './task-scope.js';

/** Carries out a `meta` task on the hosts for which its condition holds. */
export async function runMeta(
  task: Task,
  live: readonly RunHost[],
  playRun: PlayRun,
  runNodes: RunNodes,
): Promise<ReadonlySet<RunHost>> {
  const action = getMetaAction(task);
  // What concerns all hosts is decided by the first one.
  const asked = forAll.has(action) ? live.slice(0, 1) : live;
  const chosen = asked.filter((host) => findFalseCondition(task, taskTemplar(playRun, task, host)) === undefined);
  if (action === 'flush_handlers') return flushHandlers(chosen, playRun, runNodes);
  for (const host of chosen) await metaOnHost(action, host, task, playRun);
  return new Set();
}

const forAll: ReadonlySet<MetaAction> = new Set([
  'clear_facts',
  'clear_host_errors',
  'end_batch',
  'end_play',
  'refresh_inventory',
]);

async function metaOnHost(
  action: Exclude<MetaAction, 'flush_handlers'>,
  host: RunHost,
  task: Task,
  playRun: PlayRun,
): Promise<void> {
  switch (action) {
    case 'noop':
      return;
    case 'end_play':
      playRun.hasEnded = true;
      return endAll(playRun.batch);
    case 'end_batch':
      return endAll(playRun.batch);
    case 'end_host':
      host.hasEnded = true;
      return;
    case 'end_role':
      host.endedRole = task.role;
      return;
    case 'clear_facts':
      for (const other of playRun.batch) clearFacts(other);
      return;
    case 'clear_host_errors':
      for (const other of playRun.run.hosts.values()) clearErrors(other);
      return;
    case 'reset_connection': {
      const { connections, settings } = playRun.run;
      const connection = await connections.connect(
        connectionOptions(host.name, task, taskTemplar(playRun, task, host), settings.connection),
      );
      host.forgetAnswers();
      return connection.reset();
    }
    case 'refresh_inventory':
      throw new ProvisionError('E0503', 'meta: refresh_inventory is not supported', {
        at: task.actionAt,
        hint: 'run the plays that need the new inventory in a second call',
      });
    default:
      return action satisfies never;
  }
}

function endAll(hosts: readonly RunHost[]): void {
  for (const host of hosts) host.hasEnded = true;
}

function clearFacts(host: RunHost): void {
  host.known.facts.clear();
  host.hasFacts = false;
}

/** A host that had failed takes part again from the next play on. */
function clearErrors(host: RunHost): void {
  if (host.hasFailed || host.isUnreachable) host.hasEnded = true;
  host.hasFailed = false;
  host.isUnreachable = false;
}
