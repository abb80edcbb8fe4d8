import type { FilterDefinition, TestDefinition } from '../template/plugins.js';

const corePrefixes = ['ansible.builtin.', 'ansible.legacy.'];

/** The definitions by every name they answer to: their own, their aliases, and core's with its prefixes. */
export function byName<D extends FilterDefinition | TestDefinition>(
  families: readonly (readonly D[])[],
): ReadonlyMap<string, D> {
  const found = new Map<string, D>();
  for (const definition of families.flat()) {
    for (const name of [definition.name, ...(definition.aliases ?? [])]) {
      found.set(name, definition);
      if (!name.includes('.')) for (const prefix of corePrefixes) found.set(prefix + name, definition);
    }
  }
  return found;
}
