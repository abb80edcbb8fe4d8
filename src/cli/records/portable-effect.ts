import type { Effect } from '../../module-kit/module.js';
import { variablesFromPortable, variablesToPortable, type Portable } from '../../values/portable.js';

/** The member of an effect that holds values. */
const members = {
  facts: 'facts',
  'gathered facts': 'facts',
  'host variables': 'variables',
  'add host': 'variables',
  stats: 'stats',
  'group by': undefined,
} as const satisfies Readonly<Record<Effect['kind'], string | undefined>>;

/** An effect as JSON that it can be read back from. */
export function effectToPortable(effect: Effect): Portable {
  switch (effect.kind) {
    case 'facts':
    case 'gathered facts':
      return { ...effect, facts: variablesToPortable(effect.facts) };
    case 'host variables':
    case 'add host':
      return { ...effect, variables: variablesToPortable(effect.variables) };
    case 'stats':
      return { ...effect, stats: variablesToPortable(effect.stats) };
    case 'group by':
      return { ...effect };
    default:
      return effect satisfies never;
  }
}

/** Reads an effect that {@link effectToPortable} wrote. */
export function effectFromPortable(data: Portable): Effect {
  // We wrote it: it has the members of its kind.
  const effect = data as unknown as Effect;
  const member = members[effect.kind];
  if (member === undefined) return effect;
  const values = (data as Readonly<Record<string, Portable>>)[member] ?? [];
  return { ...effect, [member]: variablesFromPortable(values) };
}
