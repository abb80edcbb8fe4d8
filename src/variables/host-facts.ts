import type { Value } from '../values/value.js';

/** The variables that a run learns about a host, and keeps for later plays. */
export interface HostFacts {
  /** Facts by their names without prefix, as `ansible_facts` holds them. */
  readonly facts: Map<string, Value>;
  /** Facts that a module named without `ansible_` (`services`, `getent_passwd`): they are variables under that name. */
  readonly plainNames: Set<string>;
  /** `set_fact`, `register`. */
  readonly setFacts: Map<string, Value>;
  /** `include_vars`. */
  readonly includedVars: Map<string, Value>;
}

export function newHostFacts(): HostFacts {
  return { facts: new Map(), plainNames: new Set(), setFacts: new Map(), includedVars: new Map() };
}

/**
 * Facts as variables of their own, by the names that the modules gave them, and `ansible_facts`, which has them all.
 * Without injection only `ansible_local` is a variable beside it.
 */
export function injectedFacts(
  known: Pick<HostFacts, 'facts' | 'plainNames'>,
  injects = true,
): ReadonlyMap<string, Value> {
  return injects ? new InjectedFacts(known) : factsAlone(known.facts);
}

function factsAlone(facts: ReadonlyMap<string, Value>): ReadonlyMap<string, Value> {
  return new Map<string, Value>([
    ['ansible_facts', new Map(facts)],
    ['ansible_local', facts.get('local') ?? new Map()],
  ]);
}

/** What decides how a host is reached and run on is never taken from the host itself. */
const restricted =
  /^ansible_(?:become(?:_.*)?|connection|host|port|user|password|ssh_(?!host_key).*|(?:docker|local|winrm|psrp|paramiko_ssh)_(?!ip).+|shell_executable|private_key_file|pipelining|timeout|module_compression|.*_interpreter|rsync_path|playbook_python|facts)$/;

class InjectedFacts extends Map<string, Value> {
  readonly #facts: ReadonlyMap<string, Value>;
  readonly #plainNames: ReadonlySet<string>;

  constructor({ facts, plainNames }: Pick<HostFacts, 'facts' | 'plainNames'>) {
    super();
    this.#facts = facts;
    this.#plainNames = plainNames;
  }

  override get(name: string): Value | undefined {
    if (name === 'ansible_facts') return new Map(this.#facts);
    if (!name.startsWith('ansible_')) return this.#plainNames.has(name) ? this.#facts.get(name) : undefined;
    const value = this.#facts.get(name.slice('ansible_'.length)) ?? this.#facts.get(name);
    return value === undefined || restricted.test(name) ? undefined : value;
  }

  override has(name: string): boolean {
    return this.get(name) !== undefined;
  }

  override *keys(): MapIterator<string> {
    for (const name of this.#facts.keys()) {
      const variable = this.#plainNames.has(name) ? name : `ansible_${name}`;
      if (!restricted.test(variable)) yield variable;
    }
    yield 'ansible_facts';
  }

  override get size(): number {
    return this.#facts.size + 1;
  }
}
