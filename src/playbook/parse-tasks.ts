import { ProvisionError } from '../base/errors.js';
import { positionOf, positionOfItem, positionOfKey } from '../values/origin.js';
import { isDict, isList, type Dict, type Value } from '../values/value.js';
import { checkInclude, refusedKeywords } from './check-keywords.js';
import { checkIncluded } from './check-included.js';
import { shortName } from './action-name.js';
import { readAction } from './action.js';
import type { ContentReader } from './content.js';
import { freeFormOf } from './key-value.js';
import { importRole, importTasks } from './imports.js';
import type { Block, Task, TaskNode } from './nodes.js';
import { readModuleDefaults } from './module-defaults.js';
import { describe, readKeywords } from './read-keywords.js';
import { taskModule } from './task-module.js';
import type { TaskSource } from './task-source.js';

let lastTaskId = 0;

/** Tasks and blocks from a list. */
export function parseTasks(list: Value, source: TaskSource): TaskNode[] {
  if (list === null) return [];
  if (!isList(list)) {
    source.reader.problem(
      new ProvisionError('E0403', `tasks are a list, not ${describe(list)}`, {
        at: positionOf(list),
        hint: 'begin each task with `- `',
      }),
    );
    return [];
  }
  return list.flatMap((entry, index) => {
    if (entry === null) return [];
    if (!isDict(entry)) {
      source.reader.problem(
        new ProvisionError('E0403', `a task is a mapping, not ${describe(entry)}`, {
          at: positionOf(entry) ?? positionOfItem(list, index),
        }),
      );
      return [];
    }
    return blockParts.some((part) => entry.has(part)) ? [parseBlock(entry, source)] : parseTask(entry, source);
  });
}

/** What makes an entry a block, each of them by itself. */
const blockParts = ['block', 'rescue', 'always'] as const;

function parseBlock(dict: Dict, source: TaskSource): Block {
  if (source.isHandler) checkHandlerBlock(dict, source);
  const keywords = readKeywords(dict, 'block', source.reader);
  readModuleDefaults(keywords, source);
  const node = { kind: 'block', at: positionOf(dict), keywords, parent: source.parent, role: source.role } as const;
  const inner: TaskSource = { ...source, parent: node };
  const part = (name: string): TaskNode[] => parseTasks(dict.get(name) ?? null, inner);
  // The parts name the block as their parent, so it is completed after them.
  return Object.assign(node, { block: part('block'), rescue: part('rescue'), always: part('always') });
}

/** A block around handlers is a list of handlers; a block within is more than can be notified. */
function checkHandlerBlock(dict: Dict, { reader }: TaskSource): void {
  for (const part of blockParts) {
    const entries = dict.get(part) ?? null;
    for (const entry of isList(entries) ? entries : [])
      if (isDict(entry) && entry.has('block')) reader.problem(notAsHandler('a block', positionOf(entry)));
  }
}

/** The words are Ansible's. */
function notAsHandler(what: string, at: Task['at']): ProvisionError {
  return new ProvisionError('E0403', `Using ${what} as a handler is not supported.`, {
    at,
    hint: 'use include_tasks, or notify several handlers through one `listen`',
  });
}

function parseTask(dict: Dict, source: TaskSource): TaskNode[] {
  const others: string[] = [];
  let loop: Task['loop'];
  const keywords = readKeywords(dict, source.isHandler ? 'handler' : 'task', source.reader, (key, value) => {
    if (key.startsWith('with_')) {
      loop = { lookup: lookupName(key, source.reader, dict), value, at: positionOfKey(dict, key) };
    } else others.push(key);
    return true;
  });
  readModuleDefaults(keywords, source);
  const written = keywords.get('loop');
  if (written && loop)
    source.reader.problem(
      new ProvisionError('E0410', `duplicate loop in task: ${loop.lookup ?? 'loop'}`, {
        at: loop.at,
        hint: 'a task has one loop: `loop` or `with_...`',
      }),
    );
  if (written) loop = { lookup: undefined, value: written.value, at: written.at };
  const action = readAction(dict, others, source.reader);
  const module = action && taskModule(action, source);
  if (!action || !module) return [];
  const task: Task = {
    kind: 'task',
    id: ++lastTaskId,
    at: positionOf(dict),
    keywords: delegatedLocally(dict, keywords),
    parent: source.parent,
    role: source.role,
    action: action.name,
    module,
    actionAt: action.at,
    args: action.args,
    loop,
    isHandler: source.isHandler,
    file: source.file,
  };
  const name = shortName(task.action);
  if (source.isHandler && (name === 'include_role' || name === 'import_role')) {
    source.reader.problem(notAsHandler(`'${name}'`, task.at));
    return [];
  }
  const misplaced = misplacedMeta(task);
  if (misplaced) {
    source.reader.problem(misplaced);
    return [];
  }
  switch (name) {
    case 'import_tasks':
    case 'import_role':
      return imported(task, source);
    case 'include_tasks':
    case 'include_role':
      checkIncluded(task, source);
      return [source.reader.refusesIncludeKeywords ? task : withoutRefused(task, source.reader)];
    default:
      return [task];
  }
}

/** An include without the keywords that it cannot have, which are warned of. */
function withoutRefused(task: Task, reader: ContentReader): Task {
  const refused = refusedKeywords(task);
  for (const [name, { at }] of refused) reader.warn(`Ignoring invalid attribute: ${name}`, at);
  const names = new Set(refused.map(([name]) => name));
  return { ...task, keywords: new Map([...task.keywords].filter(([name]) => !names.has(name))) };
}

/** `end_role` ends the tasks of a role, so it must stand among them. */
function misplacedMeta({ action, args, role, isHandler, at }: Task): ProvisionError | undefined {
  if (shortName(action) !== 'meta' || freeFormOf(args) !== 'end_role' || (role && !isHandler)) return undefined;
  const where = isHandler ? 'a handler' : 'outside of a role';
  return new ProvisionError('E0403', `Cannot execute 'end_role' from ${where}`, { at });
}

/** What an import brings in; nothing when it is wrong in itself. */
function imported(task: Task, source: TaskSource): TaskNode[] {
  const problems = checkInclude(task);
  for (const problem of problems) source.reader.problem(problem);
  if (problems.length > 0) return [];
  return shortName(task.action) === 'import_role' ? importRole(task, source) : importTasks(task, source);
}

function lookupName(key: string, reader: ContentReader, dict: Dict): string {
  const name = key.slice('with_'.length);
  if (!reader.isLookup(name))
    reader.problem(
      new ProvisionError('E0306', `there is no lookup named "${name}" for "${key}"`, { at: positionOfKey(dict, key) }),
    );
  return name;
}

/** `local_action` is `action` with `delegate_to: localhost`. */
function delegatedLocally(dict: Dict, keywords: Map<string, { value: Value; at: Task['at'] }>): Task['keywords'] {
  if (dict.has('local_action'))
    keywords.set('delegate_to', { value: 'localhost', at: positionOfKey(dict, 'local_action') });
  return keywords;
}
