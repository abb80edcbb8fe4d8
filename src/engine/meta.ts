import { ProvisionError } from '../base/errors.js';
import { getMetaAction, type MetaAction } from '../playbook/meta-actions.js';
import type { TaskReference } from '../events/event.js';
import { fullRoleName, type Task } from '../playbook/nodes.js';
import { connectionOptions } from './connection-options.js';
import type { FactCache } from './fact-cache.js';
import { flushHandlers } from './flush-handlers.js';
import type { RunNodes } from './include.js';
import { tellWaiting } from './notify.js';
import { findMetaDone, metaSkipped } from './meta-texts.js';
import type { RunHost } from './run-host.js';
import type { PlayRun } from './run.js';
import { findFalseCondition } from './task-context.js';
import { taskReference } from './task-reference.js';
import { taskTemplar } from './task-scope.js';

/** A `meta` task on a host. */
interface Round {
  readonly action: MetaAction;
  readonly task: Task;
  readonly host: RunHost;
  readonly playRun: PlayRun;
}

/** Carries out a `meta` task on the hosts for which its condition holds. */
export async function runMeta(
  task: Task,
  live: readonly RunHost[],
  playRun: PlayRun,
  runNodes: RunNodes,
): Promise<ReadonlySet<RunHost>> {
  const action = getMetaAction(task);
  if (action === 'flush_handlers' && task.isHandler)
    throw new ProvisionError('E0502', 'flush_handlers cannot be used as a handler', { at: task.actionAt });
  // What concerns all hosts is decided by the first one.
  const asked = forAll.has(action) ? live.slice(0, 1) : live;
  const done: RunHost[] = [];
  for (const host of asked) if (await carryOut({ action, task, host, playRun })) done.push(host);
  return action === 'flush_handlers' ? flushHandlers(done, playRun, runNodes) : new Set();
}

const forAll: ReadonlySet<MetaAction> = new Set([
  'clear_facts',
  'clear_host_errors',
  'end_batch',
  'end_play',
  'refresh_inventory',
]);

/** They cannot be made to depend on a condition. */
const unconditional: ReadonlySet<MetaAction> = new Set(['noop', 'refresh_inventory', 'reset_connection']);

/** Returns whether the condition held. */
async function carryOut(round: Round): Promise<boolean> {
  const { action, task, host, playRun } = round;
  const { events, settings } = playRun.run;
  const templar = taskTemplar(playRun, task, host);
  const reference = taskReference(task, templar, settings.check);
  events.emit({ type: 'task start', task: reference, hosts: [host.name] });
  const isUnconditional = unconditional.has(action);
  if (isUnconditional && task.keywords.has('when'))
    events.emit({ type: 'warning', message: `${action} task does not support when conditional` });
  const isSkipped = !isUnconditional && findFalseCondition(task, templar) !== undefined;
  if (isSkipped) tellSkipped(round, reference);
  else {
    if (action === 'flush_handlers') tellWaiting(host, playRun);
    await doIt(round);
    const done = findMetaDone(action, host.name);
    if (done !== undefined) events.emit({ type: 'detail', level: 2, text: `META: ${done}` });
  }
  events.emit({ type: 'task end', task: reference });
  return !isSkipped;
}

/** What is skipped is told, but not counted. */
function tellSkipped({ action, task: { role }, host, playRun }: Round, task: TaskReference): void {
  const { events } = playRun.run;
  const reason = metaSkipped(action, host.name, role && fullRoleName(role));
  events.emit({ type: 'detail', level: 2, text: `META: ${reason}` });
  // Ansible writes this one result in small letters.
  const msg = action === 'end_host' ? reason.replace('False', 'false') : action;
  events.emit({
    type: 'host end',
    task,
    result: {
      host: host.name,
      status: 'skipped',
      ignored: false,
      changes: [],
      diffs: [],
      duration: 0,
      result: { msg, skip_reason: reason },
    },
  });
}

async function doIt({ action, task, host, playRun }: Round): Promise<void> {
  switch (action) {
    case 'noop':
    case 'flush_handlers':
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
      for (const other of playRun.batch) clearFacts(other, playRun.run.factCache);
      return;
    case 'clear_host_errors':
      for (const other of playRun.run.hosts.values()) clearErrors(other);
      return;
    case 'refresh_inventory':
      return playRun.run.refreshInventory();
    case 'reset_connection':
      return resetConnection(task, host, playRun);
    default:
      return action satisfies never;
  }
}

async function resetConnection(task: Task, host: RunHost, playRun: PlayRun): Promise<void> {
  const { connections, settings } = playRun.run;
  const options = connectionOptions(host.name, task, taskTemplar(playRun, task, host), settings.connection);
  const connection = await connections.connect(options);
  playRun.run.machines.of(options).forget();
  return connection.reset();
}

function endAll(hosts: readonly RunHost[]): void {
  for (const host of hosts) host.hasEnded = true;
}

function clearFacts(host: RunHost, cache: FactCache | undefined): void {
  host.known.facts.clear();
  cache?.forget(host.name);
}

/** A host that had failed takes part again from the next play on. */
function clearErrors(host: RunHost): void {
  if (host.hasFailed || host.isUnreachable) host.hasEnded = true;
  host.hasFailed = false;
  host.isUnreachable = false;
  host.clearings++;
}
