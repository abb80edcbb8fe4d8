import { join } from 'node:path';
import { ProvisionError } from '../base/errors.js';
import type { Position } from '../base/position.js';
import { rememberVariable } from '../inventory/variable-places.js';
import { rememberOrigin, positionOf, positionOfItem, positionOfKey } from '../values/origin.js';
import { pythonClass } from '../values/python-class.js';
import { toText } from '../values/repr.js';
import { TemplateText, isDict, isList, type Dict, type Value } from '../values/value.js';
import { readArgumentSpecs, validationTask } from './argument-specs.js';
import { collectionNames, homeOf } from './collections.js';
import { collectionOf, getRoleDirectory } from './find-role.js';
import type { Block, PlaybookNode, Role, TaskNode, Written } from './nodes.js';
import { readModuleDefaults } from './module-defaults.js';
import { readKeywords } from './read-keywords.js';
import { repositoryName } from './requirements.js';
import { signatureOf } from './role-signature.js';
import { readRoleMeta, readRoleTasks, readRoleVariables } from './role-files.js';
import type { TaskSource } from './task-source.js';

/** The files of a role that an import or include asks for. */
export interface RoleEntries {
  readonly defaults: string;
  readonly vars: string;
  readonly handlers: string;
  readonly tasks: string;
  readonly isPublic: boolean;
  /** `undefined` leaves it to the role's own `meta/main.yml`. */
  readonly allowsDuplicates: boolean | undefined;
  /** Whether its arguments are checked by its specification. */
  readonly isValidated: boolean;
}

function mainEntries({ reader }: TaskSource): RoleEntries {
  const isPublic = reader.privateRoleVariables !== true;
  const main = 'main';
  const files = { defaults: main, vars: main, handlers: main, tasks: main };
  return { ...files, isPublic, allowsDuplicates: undefined, isValidated: true };
}

export interface RoleUse {
  readonly entries: RoleEntries;
  readonly at: Position | undefined;
  readonly parameters?: Dict;
}

/** The roles of a play's `roles:` (or of a role's dependencies), as blocks of their tasks. */
export function parseRoles(list: Value, source: TaskSource): { roles: Role[]; tasks: TaskNode[] } {
  const roles: Role[] = [];
  const tasks: TaskNode[] = [];
  if (list === null) return { roles, tasks };
  if (!isList(list)) {
    source.reader.problem(malformedRoles(list, source.parent.at));
    return { roles, tasks };
  }
  list.forEach((entry, index) => {
    const at = positionOf(entry) ?? positionOfItem(list, index);
    const written = readEntry(entry, at, source);
    if (!written) return;
    const { parent, role: user } = source;
    const node: PlaybookNode = { at, keywords: written.keywords, parent, role: user, isRoleEntry: true };
    const inner = { ...source, parent: node };
    const role = loadRole(written.name, inner, {
      entries: mainEntries(source),
      at,
      parameters: written.parameters,
    });
    if (!role) return;
    roles.push(role);
    tasks.push(roleBlock(role, inner, mainEntries(source)));
  });
  return { roles, tasks };
}

interface RoleEntry {
  readonly name: string;
  readonly keywords: ReadonlyMap<string, Written>;
  readonly parameters: Dict;
}

function malformedRoles(list: Value, at: Position | undefined): ProvisionError {
  const message = `A malformed role declaration was encountered: ds (${toText(list)}) should be a list but was a ${pythonClass(list)}`;
  return new ProvisionError('E0403', message, { at });
}

function readEntry(entry: Value, at: Position | undefined, source: TaskSource): RoleEntry | undefined {
  const early = (value: Value): string => String(source.reader.renderEarly(value, source.variables));
  if (typeof entry === 'string' || entry instanceof TemplateText) {
    const name = early(entry);
    if (!name.includes(',')) return { name, keywords: new Map(), parameters: new Map() };
    source.reader.problem(new ProvisionError('E0404', `Invalid old style role requirement: ${name}`, { at }));
    return undefined;
  }
  if (!isDict(entry)) {
    source.reader.problem(new ProvisionError('E0403', 'Invalid role definition.', { at, hint: roleHint }));
    return undefined;
  }
  const named = entry.get('role') ?? entry.get('name') ?? sourceName(entry.get('src'));
  if (named === undefined || isDict(named) || isList(named)) {
    source.reader.problem(
      new ProvisionError('E0404', 'role definitions must contain a role name', { at, hint: roleHint }),
    );
    return undefined;
  }
  const parameters: Dict = new Map();
  const keywords = readKeywords(entry, 'role', source.reader, (key, value) => {
    if (entryFields.has(key)) return true;
    parameters.set(key, value);
    const place = positionOfKey(entry, key);
    if (place) rememberVariable(parameters, key, place);
    return true;
  });
  if (!entry.has('role')) keywords.delete('name');
  readModuleDefaults(keywords, source);
  return { name: early(named), keywords, parameters };
}

const roleHint = 'a role is a name, or a mapping with `role: name`';

/** What a role entry says of where the role comes from; nothing of it is a parameter. */
const entryFields: ReadonlySet<string> = new Set(['role', 'src', 'scm', 'version']);

function sourceName(source: Value | undefined): string | undefined {
  return typeof source === 'string' ? repositoryName(source) : undefined;
}

/** Reads a role; reports E0404 and returns `undefined` when there is none of that name. */
export function loadRole(name: string, source: TaskSource, use: RoleUse): Role | undefined {
  const directory = getRoleDirectory(name, source, use.at);
  if (directory === undefined) return undefined;
  const parents = source.role ? [source.role, ...source.role.parents] : [];
  if (parents.some((parent) => parent.directory === directory) && parents.length > 20) {
    source.reader.problem(new ProvisionError('E0403', `role "${name}" depends on itself`, { at: use.at }));
    return undefined;
  }
  const { reader } = source;
  reader.addContent(directory);
  const meta = readRoleMeta(name, directory, reader);
  const collection = collectionOf(directory);
  const role: Role = {
    name,
    collection,
    collections: [
      ...(collection === undefined ? homeOf(source.parent) : [collection]),
      ...collectionNames(meta.get('collections') ?? []),
    ],
    argumentSpecs: readArgumentSpecs(directory, meta, reader),
    directory,
    defaults: readRoleVariables(reader, join(directory, 'defaults'), use.entries.defaults),
    vars: readRoleVariables(reader, join(directory, 'vars'), use.entries.vars),
    parameters: use.parameters ?? new Map(),
    parents,
    signature: signatureOf(directory, source.parent, use),
    isPublic: use.entries.isPublic,
    allowsDuplicates: use.entries.allowsDuplicates ?? meta.get('allow_duplicates') === true,
    dependencies: [],
    dependencyTasks: [],
    handlers: [],
  };
  // Dependencies and handlers name the role as theirs, so it is completed after them.
  const { roles, tasks } = parseRoles(meta.get('dependencies') ?? null, { ...source, role });
  const handlerSource: TaskSource = { ...source, role, isHandler: true };
  Object.assign(role, {
    dependencies: roles,
    dependencyTasks: tasks,
    handlers: readRoleTasks(role, 'handlers', use.entries.handlers, handlerSource),
  });
  source.onRole(role);
  return role;
}

/** The role's tasks in a block, behind those of its dependencies and the check of its arguments. */
export function roleBlock(role: Role, source: TaskSource, entries: Pick<RoleEntries, 'tasks' | 'isValidated'>): Block {
  const block = {
    kind: 'block',
    at: source.parent.at,
    keywords: new Map<string, Written>(),
    parent: source.parent,
    role,
    rescue: [],
    always: [],
    startsRole: role,
  } as const;
  const inner = { ...source, parent: block, role, isHandler: false };
  const check = entries.isValidated ? argumentCheck(role, entries.tasks, inner) : [];
  const tasks = readRoleTasks(role, 'tasks', entries.tasks, inner);
  return Object.assign(block, { block: [...role.dependencyTasks, ...check, ...tasks] });
}

function argumentCheck(role: Role, tasksFrom: string, source: TaskSource): TaskNode[] {
  const task = validationTask(role, tasksFrom);
  if (!task) return [];
  if (source.parent.at) rememberOrigin(task, { at: source.parent.at, keys: new Map() });
  return source.parseTasks([task], source);
}
