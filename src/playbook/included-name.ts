import type { Dict, Value } from '../values/value.js';
import { shortName } from './action-name.js';
import { freeFormOf } from './key-value.js';
import type { Task } from './nodes.js';

/** The name an include or import gives: its free form, or `file`/`name`/`role`. */
export function includedName(args: Dict, keys: readonly string[]): Value | undefined {
  for (const key of keys) if (args.has(key)) return args.get(key);
  return freeFormOf(args);
}

/** What is said of an import or include that does not say what to bring in. */
export function missingName({ action }: Pick<Task, 'action'>): string {
  return shortName(action).endsWith('_role')
    ? `'name' is a required field for ${action}.`
    : `No file specified for ${action}`;
}
