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

/** Facts as variables of their own, by the names that the modules gave them, and `ansible_facts`, which has them all. */
export function injectedFacts(known: Pick<HostFacts, 'facts' | 'plainNames'>): ReadonlyMap<string, Value> {
  return new InjectedFacts(known);
}

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
    if (name.startsWith('ansible_')) return this.#facts.get(name.slice('ansible_'.length)) ?? this.#facts.get(name);
    return this.#plainNames.has(name) ? this.#facts.get(name) : undefined;
  }

  override has(name: string): boolean {
    return this.get(name) !== undefined;
  }

  override *keys(): MapIterator<string> {
    for (const name of this.#facts.keys()) yield this.#plainNames.has(name) ? name : `ansible_${name}`;
    yield 'ansible_facts';
  }

  override get size(): number {
    return this.#facts.size + 1;
  }
}
