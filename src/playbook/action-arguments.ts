import { ProvisionError } from '../base/errors.js';
import type { Position } from '../base/position.js';
import { positionOf, positionOfKey, positionOfValue, rememberOrigin } from '../values/origin.js';
import { pythonClass } from '../values/python-class.js';
import { TemplateText, UnsafeText, VaultText, isDict, isList, type Dict, type Value } from '../values/value.js';
import { takesText } from './action-name.js';
import type { ContentReader } from './content.js';
import { freeFormKey, parseKeyValue, wholeArgumentsKey } from './key-value.js';

/** A task's module and arguments as written. */
export interface WrittenAction {
  /** May be a template, which is rendered when the task runs. */
  readonly name: string;
  readonly args: Dict;
  readonly at: Position | undefined;
}

/** `copy: ...`, with arguments as a mapping, as text, or as a template that is one. */
export function namedAction(dict: Dict, key: string): WrittenAction | ProvisionError {
  const at = positionOfKey(dict, key);
  const value = dict.get(key) ?? null;
  if (value === null) return { name: key, args: new Map(), at };
  if (isDict(value)) return { name: key, args: value, at };
  const text = textOf(value);
  if (text !== undefined) {
    const args = textArguments(text, key, positionOfValue(dict, key) ?? at);
    return { name: key, args: value instanceof UnsafeText ? unsafeArguments(args) : args, at };
  }
  return new ProvisionError('E0402', `unexpected parameter type in action: ${pythonClass(value)}`, {
    at,
    hint: `the arguments of "${key}" are a mapping, or text`,
  });
}

/** `action: copy src=a dest=b`, or a mapping with `module`, whose text may hold arguments too. */
export function explicitAction(value: Value, at: Position | undefined): WrittenAction | ProvisionError {
  const text = textOf(value);
  if (text !== undefined) return actionText(text, at);
  const module = isDict(value) ? textOf(value.get('module') ?? null) : undefined;
  if (!isDict(value) || module === undefined) {
    const message = 'an action is text such as `copy src=a dest=b`, or a mapping with `module`';
    return new ProvisionError('E0402', message, { at });
  }
  const { name, args } = actionText(module, at);
  const own = [...value].filter(([key]) => key !== 'module' && key !== 'args');
  // Ansible's order, the strongest last: `args` of the mapping, then what stands behind the module's name.
  const all: Dict = new Map([...own, ...args]);
  return { name, args: addArguments(value.get('args') ?? null, all, 'over'), at };
}

/** The arguments with those of `args:`, which the module's own override. */
export function withArgs(dict: Dict, action: WrittenAction, reader: ContentReader): WrittenAction {
  const extra = dict.get('args');
  if (extra === undefined || extra === null) return action;
  if (!isDict(extra) && !(extra instanceof TemplateText)) {
    reader.problem(
      new ProvisionError('E0402', 'The value of the task `args` keyword is invalid.', {
        at: positionOfKey(dict, 'args'),
        hint: 'A mapping or template which resolves to a mapping is required.',
      }),
    );
    return action;
  }
  const args = addArguments(extra, action.args, 'under');
  const at = positionOf(action.args) ?? positionOf(extra);
  const placeOf = (key: Value): Position | undefined =>
    positionOfKey(action.args, key) ?? (isDict(extra) ? positionOfKey(extra, key) : undefined) ?? at;
  if (at) rememberOrigin(args, { at, keys: new Map([...args.keys()].map((key) => [key, placeOf(key) ?? at])) });
  return { ...action, args };
}

/** Arguments joined by those of a mapping; of a template they are known when the task runs, and weaker than all written ones. */
function addArguments(extra: Value, args: Dict, order: 'over' | 'under'): Dict {
  if (isDict(extra)) return new Map(order === 'over' ? [...args, ...extra] : [...extra, ...args]);
  if (!(extra instanceof TemplateText)) return args;
  const whole = args.get(wholeArgumentsKey) ?? [];
  return new Map([...args, [wholeArgumentsKey, [extra, ...(isList(whole) ? whole : [whole])]]]);
}

/** A module's name, which may be a template, and what stands behind it. */
function actionText(text: string, at: Position | undefined): WrittenAction {
  const [, name = '', rest = ''] = /^\s*((?:\{\{.*?\}\}|[^\s{]|\{(?!\{))+)\s*([\s\S]*)$/.exec(text) ?? [];
  return { name, args: textArguments(rest, name, at), at };
}

/** `{{ dict }}` beside or instead of `key=value` words brings in a mapping, unless the module takes text. */
function textArguments(text: string, module: string, at: Position | undefined): Dict {
  const args = parseKeyValue(text, module, at);
  if (at) rememberOrigin(args, { at, keys: new Map() });
  const free = args.get(freeFormKey);
  if (!(free instanceof TemplateText) || takesText(module) || !isWholeTemplate(free.source)) return args;
  return new Map([...args].map(([key, value]) => (key === freeFormKey ? [wholeArgumentsKey, value] : [key, value])));
}

function isWholeTemplate(text: string): boolean {
  return /^\s*\{\{(?:(?!\}\}).)*\}\}\s*$/s.test(text);
}

/** What is split out of a `!unsafe` text is no template either. */
function unsafeArguments(args: Dict): Dict {
  const unsafe = (value: Value): Value =>
    value instanceof TemplateText ? new UnsafeText(value.source, value.at) : value;
  return new Map([...args].map(([key, value]) => [key, unsafe(value)] as const));
}

/** The text of a free form: numbers and booleans count as the words they are. */
function textOf(value: Value): string | undefined {
  if (value instanceof TemplateText) return value.source;
  if (value instanceof UnsafeText) return value.text;
  if (value instanceof VaultText || value === null) return undefined;
  return typeof value === 'object' ? undefined : String(value);
}
