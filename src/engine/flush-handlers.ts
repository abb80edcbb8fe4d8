import type { Task } from '../playbook/nodes.js';
import type { RunNodes } from './include.js';
import { tellDone } from './owed-handlers.js';
import type { RunHost } from './run-host.js';
import type { PlayRun } from './run.js';

/**
 * Runs the notified handlers of these hosts, once through their list in the order in which they are defined; what a
 * handler notifies before itself waits for the next flush. Returns the hosts on which one failed.
 */
export async function flushHandlers(
  hosts: readonly RunHost[],
  playRun: PlayRun,
  runNodes: RunNodes,
): Promise<ReadonlySet<RunHost>> {
  const failed = new Set<RunHost>();
  const after = new Map(hosts.map((host) => [host, host.course]));
  let last: Task | undefined;
  for (;;) {
    const able = new Set(hosts.filter((host) => !failed.has(host) && !host.isUnreachable && !host.hasEnded));
    const next = playRun.handlers.takeNext(able, last);
    if (!next || playRun.stop || playRun.run.signal.aborted) return failed;
    last = next.handler;
    for (const host of next.hosts)
      host.course = { nodes: playRun.handlers.waiting(host), from: 0, after: after.get(host) };
    for (const host of await runNodes([next.handler], next.hosts, playRun)) failed.add(host);
    for (const host of next.hosts) if (!failed.has(host)) tellDone(next.handler, host, playRun);
  }
}
