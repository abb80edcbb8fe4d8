import { toText } from '../../values/repr.js';
import type { Dict, Value } from '../../values/value.js';
import { isSetup } from './facts-modules.js';

/** What a facts module is called with. */
export interface FactsArguments {
  readonly args: Dict;
  readonly warnings: readonly string[];
  /** Seconds that a module may take which knows nothing of a limit itself. */
  readonly limit?: number;
}

/** Arguments that only `setup` is given, with the names that Ansible has for them. */
const ownToSetup = [
  ['gather_subset', 'subset'],
  ['gather_timeout', 'timeout'],
  ['filter', 'filter'],
] as const;

/** The task's arguments as a facts module is given them: other modules than `setup` choose for themselves. */
export function argumentsForFacts(module: string, given: ReadonlyMap<Value, Value>): FactsArguments {
  const args: Dict = new Map(given);
  args.delete('network_os');
  if (isSetup(module)) return { args, warnings: [] };
  const withheld = ownToSetup.filter(([name]) => args.has(name) && args.get(name) !== null);
  for (const [name] of ownToSetup) args.delete(name);
  const limit = Number(given.get('gather_timeout') ?? Number.NaN);
  return {
    args,
    warnings: withheld.map(([name, word]) => `Not passing ${word}(${toText(given.get(name) ?? null)}) to ${module}`),
    ...(limit > 0 ? { limit } : {}),
  };
}
