import { ProvisionError, locate } from '../base/errors.js';
import type { Position } from '../base/position.js';
import { resolveModule } from './resolve-module.js';
import type { ResolvedModule } from './resolved-module.js';
import type { TaskSource } from './task-source.js';

export interface NamedModule {
  readonly name: string;
  readonly at: Position | undefined;
  /** The collections in which a short name is looked for; by default those that are in force. */
  readonly collections?: readonly string[];
  /** What to say when there is none of that name. */
  unknown(): ProvisionError;
}

/** The module of a name; `undefined` after its problem was reported. */
export function resolveOrReport(
  { name, at, collections, unknown }: NamedModule,
  source: TaskSource,
): ResolvedModule | undefined {
  try {
    const found = resolveModule(name, source, collections);
    if (found) return found;
    source.reader.problem(unknown());
  } catch (thrown) {
    const located = locate(thrown, at);
    if (!(located instanceof ProvisionError)) throw thrown;
    source.reader.problem(located);
  }
  return undefined;
}
