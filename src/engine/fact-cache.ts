import type { Value } from '../values/value.js';
import { learnFact } from './learn-fact.js';
import { RunHost } from './run-host.js';
import type { Run } from './run.js';

/** Facts that outlive a run, by host; their names are those that the modules gave them. */
export interface FactCache {
  /** The hosts of which something is kept. */
  hosts(): readonly string[];
  /** What is known of a host; `undefined` when nothing is, or when it is too old. */
  find(host: string): ReadonlyMap<string, Value> | undefined;
  keep(host: string, facts: ReadonlyMap<string, Value>): void;
  forget(host: string): void;
}

/** Gives the hosts of a run what is known of them from earlier runs. */
export function recallFacts({ factCache, hosts }: Run): void {
  for (const name of factCache?.hosts() ?? []) {
    const facts = factCache?.find(name);
    if (!facts) continue;
    const host = hosts.get(name) ?? new RunHost(name);
    hosts.set(name, host);
    for (const [fact, value] of facts) learnFact(host, fact, value);
  }
}

/** Keeps a host's facts for later runs. */
export function keepFacts({ factCache }: Run, { name, known }: RunHost): void {
  if (!factCache) return;
  const named = [...known.facts].map(
    ([fact, value]) => [known.plainNames.has(fact) ? fact : `ansible_${fact}`, value] as const,
  );
  factCache.keep(name, new Map<string, Value>(named));
}
