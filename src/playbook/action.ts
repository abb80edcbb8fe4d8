import { ProvisionError } from '../base/errors.js';
import type { Position } from '../base/position.js';
import { didYouMean } from '../base/suggest.js';
import { positionOfKey, rememberOrigin, positionOf } from '../values/origin.js';
import { TemplateText, VaultText, holdsTemplate, isDict, type Dict, type Value } from '../values/value.js';
import type { ContentReader } from './content.js';
import { describe } from './read-keywords.js';
import { freeFormKey, parseKeyValue, wholeArgumentsKey } from './key-value.js';

/** A task's module and arguments as written. */
export interface WrittenAction {
  readonly name: string;
  readonly args: Dict;
  readonly at: Position | undefined;
}

/** Tasks the engine itself carries out; they are no modules. */
export const engineActions: ReadonlySet<string> = new Set([
  'include_tasks',
  'import_tasks',
  'include_role',
  'import_role',
  'import_playbook',
  'include',
  'meta',
]);

/** The name without `ansible.builtin.` or `ansible.legacy.`. */
export function shortName(action: string): string {
  return action.replace(/^ansible\.(?:builtin|legacy)\./, '');
}

/** The action of a task, from the keys that are no keywords or from `action`/`local_action`. */
export function readAction(dict: Dict, others: readonly string[], reader: ContentReader): WrittenAction | undefined {
  const explicit = ['action', 'local_action'].filter((key) => dict.has(key));
  const keys = [...others, ...explicit];
  const [key] = keys;
  if (key === undefined) {
    reader.problem(
      new ProvisionError('E0403', 'this task names no module', {
        at: positionOf(dict),
        hint: 'a task needs one module, such as `copy:` or `command:`',
      }),
    );
    return undefined;
  }
  if (keys.length > 1) return undefinedAfter(reader, tooManyModules(dict, keys, reader));
  const action =
    explicit.length > 0 ? actionOf(dict.get(key) ?? null, positionOfKey(dict, key)) : namedAction(dict, key);
  if (action instanceof ProvisionError) return undefinedAfter(reader, action);
  // Which module a template names is known when the task runs.
  if (!holdsTemplate(action.name) && !engineActions.has(shortName(action.name)) && !reader.isModule(action.name))
    return undefinedAfter(reader, unknownModule(action, reader));
  return withArgs(dict, action, reader);
}

function undefinedAfter(reader: ContentReader, error: ProvisionError): undefined {
  reader.problem(error);
  return undefined;
}

function tooManyModules(dict: Dict, keys: readonly string[], reader: ContentReader): ProvisionError {
  const unknown = keys.find((key) => !reader.isModule(key) && !engineActions.has(shortName(key)));
  const suspect = unknown ?? keys[1] ?? '';
  const message = unknown
    ? `"${unknown}" is neither a keyword of a task nor a module`
    : `a task has one module, not ${keys.map((key) => `"${key}"`).join(' and ')}`;
  return new ProvisionError(unknown ? 'E0401' : 'E0403', message, {
    at: positionOfKey(dict, suspect),
    hint: didYouMean(suspect, taskKeywordsAnd(reader)) ?? 'is it indented as an argument of the module?',
  });
}

function* taskKeywordsAnd(reader: ContentReader): Iterable<string> {
  yield* [
    'name',
    'when',
    'register',
    'notify',
    'loop',
    'tags',
    'become',
    'vars',
    'until',
    'retries',
    'delay',
    'listen',
    'environment',
    'delegate_to',
    'run_once',
  ];
  yield* [
    'changed_when',
    'failed_when',
    'ignore_errors',
    'no_log',
    'loop_control',
    'become_user',
    'check_mode',
    'block',
    'rescue',
    'always',
    'args',
  ];
  yield* reader.moduleNames();
}

function unknownModule(action: WrittenAction, reader: ContentReader): ProvisionError {
  const names = [...reader.moduleNames()].flatMap((name) => [name, name.slice(name.lastIndexOf('.') + 1)]);
  const hint =
    didYouMean(action.name, [...names, ...engineActions, ...taskKeywordsAnd(reader)]) ??
    'this module is not part of provision';
  return new ProvisionError('E0501', `there is no module named "${action.name}"`, { at: action.at, hint });
}

function namedAction(dict: Dict, key: string): WrittenAction | ProvisionError {
  const at = positionOfKey(dict, key);
  const value = dict.get(key) ?? null;
  if (value === null) return { name: key, args: new Map(), at };
  if (isDict(value)) return { name: key, args: value, at };
  const text = textOf(value);
  // `module: "{{ dict }}"` gives all arguments at once, unless the module takes text.
  if (text !== undefined && isWholeTemplate(text) && !takesText(key))
    return { name: key, args: new Map([[wholeArgumentsKey, value]]), at };
  if (text !== undefined) return { name: key, args: parseKeyValue(text, key, positionOf(value) ?? at), at };
  return new ProvisionError('E0402', `the arguments of "${key}" must be a mapping or text, not ${describe(value)}`, {
    at,
  });
}

function isWholeTemplate(text: string): boolean {
  return /^\s*\{\{(?:(?!\}\}).)*\}\}\s*$/s.test(text);
}

/** Modules whose text is theirs to read: a command, a file's name. */
const textModules: ReadonlySet<string> = new Set([
  ...engineActions,
  'command',
  'shell',
  'raw',
  'script',
  'include_vars',
]);

function takesText(action: string): boolean {
  return textModules.has(shortName(action));
}

/** `action: copy src=a dest=b`, or `action: { module: copy, src: a }`. */
function actionOf(value: Value, at: Position | undefined): WrittenAction | ProvisionError {
  const text = textOf(value);
  if (text !== undefined) {
    const [, name = '', rest = ''] = /^\s*((?:\{\{[\s\S]*?\}\}|\S)+)\s*([\s\S]*)$/.exec(text) ?? [];
    return { name, args: parseKeyValue(rest, name, at), at };
  }
  const module = isDict(value) ? textOf(value.get('module') ?? null) : undefined;
  if (isDict(value) && module !== undefined) return { name: module, args: argumentsOf(value), at };
  return new ProvisionError('E0402', 'an action is text such as `copy src=a dest=b`, or a mapping with `module`', {
    at,
  });
}

/** The other members, and those of `args` among them. */
function argumentsOf(action: Dict): Dict {
  const written = action.get('args');
  const own = [...action].filter(([key]) => key !== 'module' && !(key === 'args' && isDict(written)));
  return new Map([...own, ...(isDict(written) ? written : [])]);
}

/** The text of a free form: numbers and booleans count as the words they are. */
function textOf(value: Value): string | undefined {
  if (value instanceof TemplateText) return value.source;
  if (value instanceof VaultText || value === null) return undefined;
  return typeof value === 'object' ? undefined : String(value);
}

/** The arguments with those of `args:`, which the module's own override. */
function withArgs(dict: Dict, action: WrittenAction, reader: ContentReader): WrittenAction {
  const extra = dict.get('args');
  if (extra === undefined || extra === null) return action;
  if (extra instanceof TemplateText) return { ...action, args: new Map([[wholeArgumentsKey, extra], ...action.args]) };
  if (!isDict(extra)) {
    reader.problem(
      new ProvisionError('E0402', `"args" must be a mapping, not ${describe(extra)}`, {
        at: positionOfKey(dict, 'args'),
      }),
    );
    return action;
  }
  const args: Dict = new Map([...extra, ...action.args]);
  const at = positionOf(action.args) ?? positionOf(extra);
  if (at)
    rememberOrigin(args, {
      at,
      keys: new Map(
        [...args.keys()].map((key) => [key, positionOfKey(action.args.has(key) ? action.args : extra, key) ?? at]),
      ),
    });
  return { ...action, args };
}

/** The free form of an engine action (`include_tasks: file.yml`, `meta: flush_handlers`). */
export function freeFormOf(args: Dict): Value | undefined {
  return args.get(freeFormKey);
}
