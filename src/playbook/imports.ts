import { basename, dirname, isAbsolute, join, resolve } from 'node:path';
import { ProvisionError } from '../base/errors.js';
import type { Position } from '../base/position.js';
import type { ContentReader } from './content.js';
import { nearFile } from './near-file.js';
import { readerWithin, within } from './chain.js';
import { readYaml } from './read-yaml.js';
import { positionOfKey } from '../values/origin.js';
import { TemplateText, isDict, isList, type Value } from '../values/value.js';
import { includedName, missingName } from './included-name.js';
import { parentRoleVariables, type Block, type Task, type TaskNode } from './nodes.js';
import { earlyVariables } from './early-variables.js';
import { roleEntries } from './role-entries.js';
import { loadRole, roleBlock } from './roles.js';
import type { TaskSource } from './task-source.js';

/** Replaces an `import_tasks` by the tasks it names, in a block that hands down the import's keywords. */
export function importTasks(task: Task, source: TaskSource): TaskNode[] {
  const name = earlyName(task, includedName(task.args, ['file']), source);
  if (name === undefined) return [];
  if (task.loop) {
    source.reader.problem(
      new ProvisionError(
        'E0403',
        "You cannot use loops on 'import_tasks' statements. You should use 'include_tasks' instead.",
        { at: task.loop.at },
      ),
    );
    return [];
  }
  const block = blockOf(task);
  return [Object.assign(block, { block: loadTaskFile(name, { ...source, parent: block }, task) })];
}

/** Replaces an `import_role` by the role's tasks. */
export function importRole(task: Task, source: TaskSource): TaskNode[] {
  const name = earlyName(task, includedName(task.args, ['name', 'role']), source);
  if (name === undefined) return [];
  const block: Block = { ...blockOf(task), parameters: new Map(parentRoleVariables(task)) };
  const inner: TaskSource = { ...source, parent: block };
  const entries = roleEntries(
    task,
    task.args,
    (value) => source.reader.renderEarly(value, earlyVariables(task, source)),
    source,
  );
  const role = entries && loadRole(name, inner, { entries, at: task.at });
  return role ? [Object.assign(block, { block: [roleBlock(role, inner, entries)] })] : [];
}

/** The tasks of a file that an import or include names. Throws or reports E0406 when there is none. */
export function loadTaskFile(name: string, source: TaskSource, includer: Task): TaskNode[] {
  const path = findTaskFile(name, includer, source);
  if (path === undefined) return [];
  const tasks = readTaskFile(path, source, includer);
  if (tasks.length === 0 && !source.importing.includes(path))
    source.reader.warn(`file ${path} is empty and had no tasks to include`, undefined);
  return tasks;
}

/** The tasks of a file that is there. */
export function readTaskFile(path: string, source: TaskSource, includer: Task): TaskNode[] {
  if (source.importing.includes(path)) {
    source.reader.problem(
      new ProvisionError('E0406', `"${basename(path)}" imports itself`, {
        at: includer.at,
        hint: 'take one of the imports away, or end the circle by include_tasks with a condition',
      }),
    );
    return [];
  }
  const reader = readerWithin(source.reader, source.parent);
  const content = within(source.parent, () => readYaml(reader, path));
  if (content !== null && !isList(content)) {
    source.reader.problem(
      new ProvisionError('E0403', 'included task files must contain a list of tasks', {
        at: { file: path, line: 1, column: 1 },
      }),
    );
    return [];
  }
  return source.parseTasks(content, { ...source, reader, file: path, importing: [...source.importing, path] });
}

/** The path of a task file, looked for beside the includer, in its role and beside the playbook. Reports E0406 when there is none. */
export function findTaskFile(
  name: string,
  includer: Task,
  { reader, directory, role, isHandler }: TaskSource,
): string | undefined {
  const part = isHandler ? 'handlers' : 'tasks';
  const beside = dirname(includer.file);
  const starts = isAbsolute(name)
    ? ['/']
    : [
        beside,
        ...(role ? [join(role.directory, part), join(role.directory, 'tasks'), role.directory] : []),
        directory,
        join(directory, part),
      ];
  const candidates = [...new Set(starts.map((start) => resolve(start, name)))];
  const found = candidates.find((path) => reader.exists(path) && !reader.isDirectory(path));
  if (found === undefined) {
    reader.problem(missingFile(name, candidates, { reader, at: includer.at }));
  }
  return found;
}

/** Ansible says it twice, and scripts count the lines. */
function missingFile(
  name: string,
  candidates: readonly string[],
  { reader, at }: { readonly reader: Pick<ContentReader, 'list'>; readonly at: Position | undefined },
): ProvisionError {
  const path = candidates[0] ?? '';
  const missing = `Could not find or access '${path}' on the Ansible Controller`;
  const unread = `If you are using a module and expect the file to exist on the remote, see the remote_src option: [Errno 2] No such file or directory: '${path}'`;
  return new ProvisionError('E0406', `${missing}: Unable to retrieve file contents.\n${missing}.\n${unread}`, {
    at,
    plain: `there is no file of tasks "${name}"`,
    hint: [nearFile(candidates, reader), `looked for ${candidates.join(', ')}`].filter(Boolean).join('; '),
  });
}

function earlyName(task: Task, value: Value | undefined, source: TaskSource): string | undefined {
  const at = positionOfKey(task.args, 'file') ?? task.at;
  if (value === undefined || value === null || isDict(value) || isList(value)) {
    source.reader.problem(new ProvisionError('E0402', missingName(task), { at }));
    return undefined;
  }
  try {
    return String(source.reader.renderEarly(value, earlyVariables(task, source)));
  } catch (thrown) {
    if (!(thrown instanceof ProvisionError) || thrown.code !== 'E0301') throw thrown;
    const written = value instanceof TemplateText ? value.source : String(value);
    const message = `Error when evaluating variable in import path '${written}': ${thrown.message}`;
    source.reader.problem(new ProvisionError('E0403', message, { at, hint: earlyHint, cause: thrown }));
    return undefined;
  }
}

const earlyHint =
  'an import is read before the run: its name may use extra variables, vars, vars_files and those of the role, but no facts or inventory variables';

function blockOf(task: Task): Block {
  return {
    kind: 'block',
    at: task.at,
    keywords: task.keywords,
    parent: task.parent,
    role: task.role,
    block: [],
    rescue: [],
    always: [],
  };
}
