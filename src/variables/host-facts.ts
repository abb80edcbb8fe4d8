import type { Value } from '../values/value.js';

/** The variables that a run learns about a host, and keeps for later plays. */
export interface HostFacts {
  /** Facts by their names without prefix, as `ansible_facts` holds them. */
  readonly facts: Map<string, Value>;
  /** `set_fact`, `register`. */
  readonly setFacts: Map<string, Value>;
  /** `include_vars`. */
  readonly includedVars: Map<string, Value>;
}

export function newHostFacts(): HostFacts {
  return { facts: new Map(), setFacts: new Map(), includedVars: new Map() };
}

/** Facts as variables of their own: `ansible_` in front, unless the name says so already or is a service list and the like. */
export function injectedFacts(facts: ReadonlyMap<string, Value>): ReadonlyMap<string, Value> {
  return new InjectedFacts(facts);
}

const unprefixed = new Set(['module_setup', 'gather_subset', 'discovered_interpreter_python']);

class InjectedFacts extends Map<string, Value> {
  readonly #facts: ReadonlyMap<string, Value>;

  constructor(facts: ReadonlyMap<string, Value>) {
    super();
    this.#facts = facts;
  }

  override get(name: string): Value | undefined {
    if (name === 'ansible_facts') return new Map(this.#facts);
    if (name.startsWith('ansible_')) return this.#facts.get(name.slice('ansible_'.length)) ?? this.#facts.get(name);
    return unprefixed.has(name) || this.#isPlain(name) ? this.#facts.get(name) : undefined;
  }

  override has(name: string): boolean {
    return this.get(name) !== undefined;
  }

  override *keys(): MapIterator<string> {
    for (const name of this.#facts.keys()) yield name.startsWith('ansible_') ? name : `ansible_${name}`;
    yield 'ansible_facts';
  }

  override get size(): number {
    return this.#facts.size + 1;
  }

  /** Facts that modules return without the prefix (`services`, `packages`) are variables under that name. */
  #isPlain(name: string): boolean {
    return name === 'services' || name === 'packages';
  }
}
