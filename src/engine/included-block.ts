import type { TaskReference } from '../events/event.js';
import { mergedTrust } from '../values/trust.js';
import { asLayer } from '../variables/task-layers.js';
import { ContentErrors, ProvisionError } from '../base/errors.js';
import { shortName } from '../playbook/action-name.js';
import { findTaskFile, readTaskFile } from '../playbook/imports.js';
import { includedName, missingName } from '../playbook/included-name.js';
import { parentRoleVariables, type Block, type Task, type TaskNode, type Written } from '../playbook/nodes.js';
import { parseTasks } from '../playbook/parse-tasks.js';
import { roleEntries } from '../playbook/role-entries.js';
import { readModuleDefaults } from '../playbook/module-defaults.js';
import { readKeywords } from '../playbook/read-keywords.js';
import { loadRole, roleBlock } from '../playbook/roles.js';
import type { TaskSource } from '../playbook/task-source.js';
import { positionOfValue } from '../values/origin.js';
import { isDict, type Value } from '../values/value.js';
import { checkNodes } from './check-content.js';
import type { Inclusion } from './inclusions.js';
import type { PlayRun, RunFiles } from './run.js';

/** What an include brings in: its tasks, and the file or role they are from, for those who watch. */
interface Included {
  readonly nodes: readonly TaskNode[];
  readonly from: string;
}

/** Reads what an include names. */
export type LoadIncluded = (inclusion: Inclusion, source: TaskSource, including: IncludedFrom) => Included;

interface IncludedFrom {
  readonly task: Task;
  readonly playRun: PlayRun;
}

/** Reads the file of an `include_tasks`. */
export const loadIncludedTasks: LoadIncluded = (inclusion, source, { task }) => {
  const path = findTaskFile(nameOf(inclusion, task, ['file']), task, source);
  return path === undefined ? nothing : { nodes: readTaskFile(path, source, task), from: path };
};

const nothing: Included = { nodes: [], from: '' };

/** Reads the role of an `include_role`; its handlers, and with `public` its variables, are the play's from now on. */
export const loadIncludedRole: LoadIncluded = (inclusion, source, { task, playRun }) => {
  const entries = roleEntries(task, inclusion.args, (value) => value, source);
  const name = nameOf(inclusion, task, ['name', 'role']);
  const key = task.args.has('name') ? 'name' : 'role';
  const role = entries && loadRole(name, source, { entries, at: positionOfValue(task.args, key) ?? task.at });
  if (!role) return nothing;
  playRun.variables.included.push(role);
  if (role.isPublic) playRun.variables.roles.push(role);
  return { nodes: [roleBlock(role, source, entries)], from: name };
};

/**
 * The block in which what an include brings in runs: with the keywords of `apply` and the include's variables.
 * Throws what is wrong with it, found before any of its tasks runs.
 */
export function includedBlock(
  inclusion: Inclusion,
  { task, playRun, load, reference }: IncludedFrom & { readonly load: LoadIncluded; readonly reference: TaskReference },
): Block {
  const problems: ProvisionError[] = [];
  const reader: RunFiles = { ...playRun.run.files, problem: (error) => problems.push(error) };
  const variables = handedVariables(task, inclusion);
  const keywords = appliedKeywords(task, reader);
  const block: Block = {
    kind: 'block',
    at: task.at,
    keywords,
    parent: task.parent,
    role: task.role,
    parameters: variables,
    block: [],
    rescue: [],
    always: [],
  };
  const source = sourceOf({ task, playRun }, { reader, parent: block, variables });
  readModuleDefaults(keywords, source);
  const { nodes, from } = load(inclusion, source, { task, playRun });
  problems.push(...checkNodes(nodes, playRun.run));
  if (problems.length > 0) throw new ContentErrors(problems);
  const hosts = inclusion.hosts.map((host) => host.name);
  playRun.run.events.emit({ type: 'included', task: reference, file: from, hosts, item: inclusion.label });
  return Object.assign(block, { block: nodes });
}

function sourceOf(
  { task, playRun }: IncludedFrom,
  inner: Pick<TaskSource, 'reader' | 'parent' | 'variables'>,
): TaskSource {
  return {
    ...inner,
    role: task.role,
    file: task.file,
    directory: playRun.play.directory,
    isHandler: task.isHandler,
    parseTasks,
    // Those of its dependencies and of the roles that it imports are the play's too.
    onRole: (role) => playRun.handlers.add(role.handlers),
    importing: [],
  };
}

/** The include's own `vars`, the loop's, and for a role the roles that asked for it. */
function handedVariables(task: Task, { variables }: Inclusion): ReadonlyMap<string, Value> {
  const own = task.keywords.get('vars')?.value;
  const given = isDict(own) ? asLayer(own) : new Map<string, Value>();
  const parents = shortName(task.action) === 'include_role' ? parentRoleVariables(task) : [];
  return mergedTrust(new Map(parents), given, variables);
}

/** An include hands down the keywords of `apply`; its own are for itself. */
function appliedKeywords(task: Task, reader: RunFiles): Map<string, Written> {
  const apply = task.args.get('apply');
  return isDict(apply) ? readKeywords(apply, 'block', reader) : new Map();
}

function nameOf(inclusion: Inclusion, task: Task, keys: readonly string[]): string {
  const name = includedName(inclusion.args, keys);
  if (name !== undefined && name !== null) return toText(name);
  throw new ProvisionError('E0402', missingName(task), { at: task.actionAt });
}

function toText(value: Value | undefined): string {
  return value === undefined || value === null ? '' : String(value);
}
