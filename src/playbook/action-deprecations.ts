import { positionOf, positionOfKey, positionOfValue } from '../values/origin.js';
import { toRepr } from '../values/repr.js';
import { isDict, type Dict } from '../values/value.js';
import type { ContentReader } from './content.js';
import { freeFormKey, wholeArgumentsKey } from './key-value.js';

/** The action of a task as it is written. */
export interface ActionForm {
  readonly dict: Dict;
  /** The key that it stands under. */
  readonly key: string;
  /** Whether that is `action` or `local_action`. */
  readonly isExplicit: boolean;
  /** The arguments read from it, without those of `args`. */
  readonly args: Dict;
}

const version = '2.23';

/** Tells of ways to write an action that ansible-core is going to drop. */
export function tellOldForms({ dict, key, isExplicit, args }: ActionForm, reader: ContentReader): void {
  const written = dict.get(key);
  if (isExplicit && isDict(written)) {
    const message = 'Using a mapping for `action` is deprecated.';
    reader.deprecate({ message, version, help: 'Use a string value for `action`.' }, positionOf(written));
  }
  if (!dict.has('args')) return;
  if (dict.get('args') === null) {
    const help = 'A mapping or template which resolves to a mapping is required.';
    reader.deprecate({ message: 'Ignoring empty task `args` keyword.', version, help }, positionOf(dict));
  }
  const merged = isExplicit || isDict(written) ? [] : [...args.keys()].map(String).filter(isNamed).sort();
  if (merged.length === 0) return;
  const message = `Merging legacy k=v args (${merged.map(toRepr).join(', ')}) into task args.`;
  const help = 'Include all task args in the task `args` mapping.';
  reader.deprecate({ message, version, help }, positionOfValue(dict, key) ?? positionOfKey(dict, key));
}

/** Text without a name, and templates of all arguments, are no `key=value`. */
function isNamed(name: string): boolean {
  return name !== freeFormKey && name !== wholeArgumentsKey;
}
