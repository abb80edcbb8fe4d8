import { ProvisionError } from '../base/errors.js';
import { didYouMean } from '../base/suggest.js';
import { positionOfKey } from '../values/origin.js';
import { pythonClass } from '../values/python-class.js';
import { badVariableName, isVariableName, variableNameRule } from '../values/variable-name.js';
import { TemplateText, isDict, isList, type Value } from '../values/value.js';
import { shortName } from './action-name.js';
import { includedName, missingName } from './included-name.js';
import type { Task, Written } from './nodes.js';

/** The fields of `loop_control`. */
export const loopControlFields: ReadonlySet<string> = new Set([
  'loop_var',
  'index_var',
  'label',
  'pause',
  'extended',
  'extended_allitems',
  'break_when',
]);

/** What is wrong with a task's keywords beyond their types: names, and what would change results if it were ignored. */
export function checkKeywords(task: Task): ProvisionError[] {
  return [
    ...checkRegister(task),
    ...checkLoopControl(task),
    ...checkInclude(task),
    ...checkDebugger(task.keywords.get('debugger')),
  ];
}

function checkRegister({ keywords }: Task): ProvisionError[] {
  const written = keywords.get('register');
  if (!written || written.value instanceof TemplateText) return [];
  if (isVariableName(written.value)) return [];
  const message = `Invalid 'register' specified: ${badVariableName(written.value)}`;
  return [new ProvisionError('E0402', message, { at: written.at, hint: variableNameRule })];
}

function checkLoopControl({ keywords }: Task): ProvisionError[] {
  const written = keywords.get('loop_control');
  if (!written || !isDict(written.value)) return [];
  const control = written.value;
  const unknown = [...control.keys()].filter((key) => !loopControlFields.has(String(key)));
  return unknown.map((key) => {
    const hint = didYouMean(String(key), loopControlFields) ?? `it knows ${[...loopControlFields].join(', ')}`;
    const at = positionOfKey(control, key) ?? written.at;
    return new ProvisionError('E0401', `'${String(key)}' is not a valid attribute for a LoopControl`, { at, hint });
  });
}

const taskFields = ['file', 'apply', '_raw_params'];
const roleFields = ['tasks_from', 'vars_from', 'defaults_from', 'handlers_from', 'public', 'allow_duplicates'];
const namedRole = ['name', 'role', 'rolespec_validate', ...roleFields];

/** The arguments of includes and imports. */
const includeFields: Readonly<Record<string, readonly string[]>> = {
  include_tasks: taskFields,
  import_tasks: ['file', '_raw_params'],
  include_role: ['apply', ...namedRole],
  import_role: namedRole,
};

/** The keywords that an include takes for itself; all others are for the tasks it brings in. */
const includeKeywords: ReadonlySet<string> = new Set([
  ...['action', 'args', 'collections', 'debugger', 'ignore_errors', 'listen', 'local_action', 'loop', 'loop_control'],
  ...['name', 'no_log', 'register', 'run_once', 'tags', 'timeout', 'vars', 'when'],
]);

/** The problems of an include's or import's arguments and keywords; none for other tasks. */
export function checkInclude(task: Task): ProvisionError[] {
  const action = shortName(task.action);
  const fields = includeFields[action];
  if (!fields) return [];
  const name = includedName(task.args, ['file', 'name', 'role']);
  if (name === undefined || name === null)
    return [new ProvisionError('E0403', missingName(task), { at: task.at, hint: 'name what is to be brought in' })];
  const unknown = [...task.args.keys()].map(String).filter((key) => !fields.includes(key));
  const errors = unknown.map((key) => {
    const at = positionOfKey(task.args, key) ?? task.actionAt;
    const hint = didYouMean(key, fields) ?? `it takes ${fields.filter((field) => field !== '_raw_params').join(', ')}`;
    return new ProvisionError('E0502', `Invalid options for ${task.action}: ${key}`, { at, hint });
  });
  errors.push(...checkFromNames(task));
  return action.startsWith('include_') ? [...errors, ...checkIncludeKeywords(task, action)] : errors;
}

/** What `tasks_from` and its like name is text, or a template of it. */
function checkFromNames({ args, at }: Task): ProvisionError[] {
  const names = ['tasks_from', 'vars_from', 'defaults_from', 'handlers_from'];
  const wrong = names.filter((name) => isDict(args.get(name)) || isList(args.get(name)));
  return wrong.map((name) => {
    const message = `Expected a string for ${name} but got ${pythonClass(args.get(name) ?? null)} instead`;
    return new ProvisionError('E0403', message, { at: positionOfKey(args, name) ?? at });
  });
}

/** The keywords of an include that it cannot have. */
export function refusedKeywords({ keywords }: Pick<Task, 'keywords'>): [string, Written][] {
  return [...keywords].filter(([name]) => !includeKeywords.has(name));
}

function checkIncludeKeywords(task: Task, action: string): ProvisionError[] {
  return refusedKeywords(task).map(([name, { at }]) => {
    const hint = `give it to the tasks: \`apply: { ${name}: ... }\` below ${action}, or a block around it`;
    return new ProvisionError(
      'E0401',
      `'${name}' is not a valid attribute for a ${action === 'include_role' ? 'IncludeRole' : 'TaskInclude'}`,
      { at, hint },
    );
  });
}

const debuggerWords = ['always', 'never', 'on_failed', 'on_skipped', 'on_unreachable'];

/** When the debugger is to ask; a template is known in the run. */
export function checkDebugger(written: Written | undefined): ProvisionError[] {
  if (!written || written.value === null || written.value instanceof TemplateText) return [];
  if (debuggerWords.includes(String(written.value))) return [];
  const message = `"debugger" cannot be "${String(written.value)}"`;
  return [new ProvisionError('E0402', message, { at: written.at, hint: `use one of ${debuggerWords.join(', ')}` })];
}

/** Texts in a value that is one text or a list of them; `undefined` when some are known only in the run. */
export function literalTexts(value: Value): string[] | undefined {
  const all = isList(value) ? value : [value];
  const texts = all.filter((member) => typeof member === 'string');
  return texts.length === all.length ? texts : undefined;
}
