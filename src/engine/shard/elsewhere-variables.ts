import type { DictSource } from '../../variables/lazy-dict.js';
import type { RunHost } from '../run-host.js';
import { refuseVariable, type Sharding } from './sharding.js';

/** Names that facts are known by besides `ansible_...`. */
const factNames: ReadonlySet<string> = new Set(['ansible_facts', 'ansible_local', 'packages', 'services']);

/**
 * `hostvars` of a host of another slice: what the inventory says of it, and facts that were cached. What only a run over
 * that host learns is refused, also where it may be missing: nobody can tell here.
 */
export function elsewhereVariables(source: DictSource, host: RunHost, sharding: Sharding): DictSource {
  const hasFacts = host.known.facts.size > 0;
  const isLearnt = (name: string): boolean => sharding.learnt.has(name) || (!hasFacts && factNames.has(name));
  return {
    find(name) {
      const value = isLearnt(name) ? undefined : source.find(name);
      if (value !== undefined) return value;
      const isFact = !hasFacts && name.startsWith('ansible_') && !connectionVariables.test(name);
      if (isLearnt(name) || isFact) throw refuseVariable(sharding, host.name, name);
      return undefined;
    },
    keys: () => source.keys(),
  };
}

/** Variables by which the inventory says how a host is reached: where they are not set, nobody sets them in a run. */
const connectionVariables =
  /^ansible_(?:host|port|user|password|pass|connection|become\w*|sudo\w*|su\w*|ssh_\w+|private_key_file|python_interpreter|shell_\w+|host_key_checking|timeout|remote_\w+|winrm_\w+|paramiko_\w+|docker_\w+|delegated_vars|failed_\w+|loop\w*|parent_\w+)$/;
