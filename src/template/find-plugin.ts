import { ProvisionError } from '../base/errors.js';
import type { Position } from '../base/position.js';
import { didYouMean } from '../base/suggest.js';

const ownCollections = /^ansible\.(?:builtin|legacy)\./;

/** A plugin by its short name or with Ansible's own collection in front. */
export function findPlugin<T>(plugins: ReadonlyMap<string, T>, name: string): T | undefined {
  return plugins.get(name) ?? (ownCollections.test(name) ? plugins.get(name.replace(ownCollections, '')) : undefined);
}

/** The error for a filter or test that does not exist. */
export function unknownPlugin(
  kind: 'filter' | 'test',
  name: string,
  plugins: ReadonlyMap<string, unknown>,
  at: Position | undefined,
): ProvisionError {
  const hint = didYouMean(name, plugins.keys());
  return new ProvisionError(
    kind === 'filter' ? 'E0304' : 'E0305',
    `Syntax error in template: No ${kind} named '${name}'.`,
    { at, hint },
  );
}
