import { ProvisionError } from '../base/errors.js';
import { didYouMean } from '../base/suggest.js';
import { positionOfKey, positionOf } from '../values/origin.js';
import type { Dict } from '../values/value.js';
import { explicitAction, namedAction, withArgs, type WrittenAction } from './action-arguments.js';
import { shortName, engineActions } from './action-name.js';
import type { ContentReader } from './content.js';
import { tellOldForms } from './action-deprecations.js';
import { namesInTasks } from './task-names.js';

/** The action of a task, from the keys that are no keywords or from `action`/`local_action`. */
export function readAction(dict: Dict, others: readonly string[], reader: ContentReader): WrittenAction | undefined {
  const explicit = ['action', 'local_action'].filter((key) => dict.has(key));
  const keys = [...others, ...explicit];
  const [key] = keys;
  if (key === undefined) return undefinedAfter(reader, noModule(dict));
  if (keys.length > 1) return undefinedAfter(reader, tooManyModules(dict, keys, reader));
  const isExplicit = explicit.length > 0;
  const action = isExplicit ? explicitAction(dict.get(key) ?? null, positionOfKey(dict, key)) : namedAction(dict, key);
  if (action instanceof ProvisionError) return undefinedAfter(reader, action);
  tellOldForms({ dict, key, isExplicit, args: action.args }, reader);
  const complete = withArgs(dict, action, reader);
  const reserved = [...complete.args.keys()].find((name) => String(name).startsWith('_ansible_'));
  if (reserved !== undefined) reader.problem(reservedArgument(String(reserved), complete));
  return complete;
}

function reservedArgument(name: string, { name: action, args, at }: WrittenAction): ProvisionError {
  const message = `Invalid parameter specified beginning with keyword '_ansible_' for action '${action}': '${name}'.`;
  return new ProvisionError('E0403', `${message} The prefix '_ansible_' is reserved for internal use only.`, {
    at: positionOfKey(args, name) ?? at,
  });
}

function undefinedAfter(reader: ContentReader, error: ProvisionError): undefined {
  reader.problem(error);
  return undefined;
}

function noModule(dict: Dict): ProvisionError {
  return new ProvisionError('E0403', 'no module/action detected in task.', {
    at: positionOf(dict),
    hint: 'a task needs one module, such as `copy:` or `command:`',
  });
}

function tooManyModules(dict: Dict, keys: readonly string[], reader: ContentReader): ProvisionError {
  const unknown = keys.find((key) => !reader.isModule(key) && !engineActions.has(shortName(key)));
  const suspect = unknown ?? keys[1] ?? '';
  return new ProvisionError(unknown ? 'E0401' : 'E0403', `conflicting action statements: ${keys.join(', ')}`, {
    at: positionOfKey(dict, suspect),
    plain: unknown
      ? `"${unknown}" is no keyword of a task, and no second module can stand beside "${keys.find((key) => key !== unknown) ?? ''}"`
      : `a task has one module, and this one has ${keys.length}: ${keys.join(', ')}`,
    hint: unknown === undefined ? 'make a task of each' : unknownHint(unknown, reader),
  });
}

function unknownHint(key: string, reader: ContentReader): string {
  return (
    didYouMean(key, namesInTasks(reader)) ?? `if "${key}" is an argument of the module, indent it below the module`
  );
}
