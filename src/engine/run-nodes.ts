import type { Block, TaskNode } from '../playbook/nodes.js';
import type { Value } from '../values/value.js';
import { taskName } from './task-reference.js';
import type { RunHost } from './run-host.js';
import type { PlayRun } from './run.js';
import { runTask } from './run-task.js';
import { taskTemplar } from './task-scope.js';

/**
 * Runs tasks and blocks one after the other, each on all hosts that are still in it, and returns the hosts on which
 * something failed. This is Ansible's linear strategy: a host that fails leaves the list, the others go on.
 */
export async function runNodes(
  nodes: readonly TaskNode[],
  hosts: readonly RunHost[],
  playRun: PlayRun,
): Promise<ReadonlySet<RunHost>> {
  const failed = new Set<RunHost>();
  const after = new Map(hosts.map((host) => [host, host.course]));
  for (const [index, node] of nodes.entries()) {
    if (playRun.stop || playRun.run.signal.aborted) break;
    const left = hosts.filter((host) => !failed.has(host) && host.isLive);
    if (left.length === 0) break;
    for (const host of left) host.course = { nodes, from: index + 1, after: after.get(host) };
    const lost =
      node.kind === 'task' ? await runTask(node, left, playRun, runNodes) : await runBlock(node, left, playRun);
    for (const host of lost) failed.add(host);
  }
  return failed;
}

async function runBlock(block: Block, hosts: readonly RunHost[], playRun: PlayRun): Promise<ReadonlySet<RunHost>> {
  const entering = block.startsRole ? hosts.filter((host) => !hasRun(block, host)) : hosts;
  const after = new Map(hosts.map((host) => [host, host.course]));
  const comesAlways = (host: RunHost): void =>
    void (host.course = { nodes: block.always, from: 0, after: after.get(host) });
  entering.forEach(comesAlways);
  const failed = new Set(await runNodes(block.block, entering, playRun));
  failed.forEach(comesAlways);
  if (block.rescue.length > 0) await rescue(block, failed, playRun);
  if (block.always.length > 0) {
    const all = entering.filter((host) => !host.isUnreachable);
    for (const host of all) host.course = after.get(host);
    const clearings = new Map(all.map((host) => [host, host.clearings]));
    const lost = await runNodes(block.always, all, playRun);
    // `meta: clear_host_errors` lets those go on that it met here.
    for (const host of failed) if (host.clearings !== clearings.get(host)) failed.delete(host);
    for (const host of lost) failed.add(host);
  }
  if (block.startsRole) for (const host of entering) finishRole(block, host);
  return failed;
}

/** Runs `rescue` on the hosts that failed; those on which it succeeds go on as if nothing had happened. */
async function rescue(block: Block, failed: Set<RunHost>, playRun: PlayRun): Promise<void> {
  const rescued = [...failed].filter((host) => !host.isUnreachable);
  for (const host of rescued) {
    rememberFailure(host, playRun);
    // Ansible counts a failure that reaches a rescue as rescued, however the rescue ends.
    if (host.failure && !host.failure.isMissingInclude) host.countRescue();
    if (!host.failure) continue;
    playRun.run.journal?.noteRescue(host.name);
    playRun.run.events.emit({ type: 'rescued', host: host.name });
  }
  const lost = await runNodes(block.rescue, rescued, playRun);
  for (const host of rescued) if (!lost.has(host)) failed.delete(host);
}

/** `ansible_failed_task` and `ansible_failed_result`, for the tasks of `rescue` and `always`. */
function rememberFailure(host: RunHost, playRun: PlayRun): void {
  if (!host.failure || host.failure.isMissingInclude) return;
  const { task, result } = host.failure;
  const described = new Map<Value, Value>([
    [
      'name',
      task.keywords.has('name') ? taskName(task, (value) => taskTemplar(playRun, task, host).render(value)) : '',
    ],
    ['action', task.action],
    ['args', new Map(task.args)],
  ]);
  host.known.setFacts.set('ansible_failed_task', described);
  host.known.setFacts.set('ansible_failed_result', result);
}

function hasRun({ startsRole }: Block, host: RunHost): boolean {
  return startsRole !== undefined && !startsRole.allowsDuplicates && host.finishedRoles.has(startsRole.signature);
}

function finishRole({ startsRole }: Block, host: RunHost): void {
  // A role whose tasks were all skipped has not run, and may run when it comes again.
  if (startsRole && host.rolesWithTasks.has(startsRole.signature)) host.finishedRoles.add(startsRole.signature);
  if (host.endedRole === startsRole) host.endedRole = undefined;
}
