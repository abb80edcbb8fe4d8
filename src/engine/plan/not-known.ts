import { ProvisionError } from '../../base/errors.js';
import type { Value } from '../../values/value.js';
import { newHostFacts, type HostFacts } from '../../variables/host-facts.js';

/** Why an error says that only the run can tell, in the words it began with; `undefined` for any other error. */
export function findNotKnown(thrown: unknown): string | undefined {
  if (!(thrown instanceof ProvisionError)) return undefined;
  return findNotKnown(thrown.cause) ?? (thrown.code === 'E0311' ? thrown.message : undefined);
}

/** What is registered and set in a plan: some of it only the run can tell, and reading that raises E0311. */
export class PlannedVariables extends Map<string, Value> {
  readonly #hidden = new Map<string, string>();

  /** @param by the task whose run would tell */
  hide(name: string, by: string): void {
    super.set(name, null);
    this.#hidden.set(name, by);
  }

  override get(name: string): Value | undefined {
    const by = this.#hidden.get(name);
    if (by === undefined) return super.get(name);
    throw new ProvisionError('E0311', `"${name}" is only known when "${by}" has run`);
  }

  override set(name: string, value: Value): this {
    this.#hidden?.delete(name);
    return super.set(name, value);
  }

  override *entries(): MapIterator<[string, Value]> {
    for (const name of this.keys()) if (!this.#hidden.has(name)) yield [name, super.get(name) ?? null];
  }

  override [Symbol.iterator](): MapIterator<[string, Value]> {
    return this.entries();
  }
}

/** What a plan knows of a host. */
export function plannedFacts(): HostFacts {
  return { ...newHostFacts(), setFacts: new PlannedVariables() };
}
