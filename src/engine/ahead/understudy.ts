import { isFact } from '../../facts/select.js';
import { copyTrust } from '../../values/trust.js';
import type { Value } from '../../values/value.js';
import { RunHost } from '../run-host.js';
import { NotKnownYet } from './not-known-yet.js';

/** A host as it will be before a coming task: what rehearsed tasks will have left is there, what they leave open is not known. */
export interface Understudy {
  readonly host: RunHost;
  /** What will be registered or set under a name is not known. */
  hide(name: string): void;
  show(name: string): void;
  /** The facts will be other ones. */
  hideFacts(): void;
  showFacts(): void;
}

/** An understudy of a host as it is now. What is set on it stays with it. */
export function understudyOf({ name, known }: RunHost): Understudy {
  const hidden = new Set<string>();
  const setFacts = new HidingMap(known.setFacts, hidden);
  const facts = new HidingFacts(known.facts);
  const host = new RunHost(name, {
    facts,
    plainNames: new Set(known.plainNames),
    setFacts,
    includedVars: copyOf(known.includedVars),
  });
  return {
    host,
    hide: (variable) => void hidden.add(variable),
    show: (variable) => void hidden.delete(variable),
    hideFacts: () => (facts.isHidden = true),
    showFacts: () => (facts.isHidden = false),
  };
}

function copyOf(variables: ReadonlyMap<string, Value>): Map<string, Value> {
  const copy = new Map(variables);
  copyTrust(variables, copy);
  return copy;
}

class HidingMap extends Map<string, Value> {
  readonly #hidden: ReadonlySet<string>;

  constructor(variables: ReadonlyMap<string, Value>, hidden: ReadonlySet<string>) {
    super();
    this.#hidden = hidden;
    for (const [name, value] of variables) this.set(name, value);
    copyTrust(variables, this);
  }

  override get(name: string): Value | undefined {
    if (this.#hidden.has(name)) throw new NotKnownYet(name);
    return super.get(name);
  }
}

const answered = new Map<string, boolean>();

/** Names are asked for over and over, and there are few. */
function nameIsFact(name: string): boolean {
  let known = answered.get(name);
  if (known === undefined) answered.set(name, (known = isFact(name)));
  return known;
}

class HidingFacts extends Map<string, Value> {
  isHidden = false;

  constructor(facts: ReadonlyMap<string, Value>) {
    super();
    for (const [name, value] of facts) this.set(name, value);
  }

  override get(name: string): Value | undefined {
    if (this.isHidden && nameIsFact(name)) throw new NotKnownYet(name);
    return super.get(name);
  }

  override [Symbol.iterator](): MapIterator<[string, Value]> {
    if (this.isHidden) throw new NotKnownYet('ansible_facts');
    return super[Symbol.iterator]();
  }
}
