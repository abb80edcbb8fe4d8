import type { Task } from '../playbook/nodes.js';
import type { Dict } from '../values/value.js';
import { warnOfReserved } from './reserved-names.js';
import type { RunHost } from './run-host.js';
import type { PlayRun } from './run.js';

/** Keeps a result under the name that `register` gives, on all hosts that it is of. */
export function register(task: Task, result: Dict, playRun: PlayRun, hosts: readonly RunHost[]): void {
  const written = task.keywords.get('register');
  const name = written?.value;
  if (typeof name !== 'string') return;
  warnOfReserved(playRun.run, [name], () => written?.at);
  playRun.run.sharding?.learnt.add(name);
  for (const host of hosts) host.known.setFacts.set(name, result);
}
