import { basename, dirname, isAbsolute, join, resolve } from 'node:path';
import { ProvisionError } from '../base/errors.js';
import type { Position } from '../base/position.js';
import { didYouMean } from '../base/suggest.js';
import { readYaml } from './read-yaml.js';
import { positionOf, positionOfItem } from '../values/origin.js';
import { TemplateText, isDict, isList, type Dict, type Value } from '../values/value.js';
import type { ContentReader } from './content.js';
import type { Block, PlaybookNode, Role, TaskNode, Written } from './nodes.js';
import { describe, readKeywords } from './read-keywords.js';
import type { TaskSource } from './task-source.js';

/** The files of a role that an import or include asks for. */
export interface RoleEntries {
  readonly defaults: string;
  readonly vars: string;
  readonly handlers: string;
  readonly isPublic: boolean;
  readonly allowsDuplicates: boolean;
}

const mainEntries: RoleEntries = {
  defaults: 'main',
  vars: 'main',
  handlers: 'main',
  isPublic: true,
  allowsDuplicates: false,
};

interface RoleUse {
  readonly entries: RoleEntries;
  readonly at: Position | undefined;
  readonly parameters?: Dict;
}

/** The roles of a play's `roles:` (or of a role's dependencies), as blocks of their tasks. */
export function parseRoles(list: Value, source: TaskSource): { roles: Role[]; tasks: TaskNode[] } {
  const roles: Role[] = [];
  const tasks: TaskNode[] = [];
  if (!isList(list)) return { roles, tasks };
  list.forEach((entry, index) => {
    const at = positionOf(entry) ?? positionOfItem(list, index);
    const written = readEntry(entry, at, source);
    if (!written) return;
    const node: PlaybookNode = { at, keywords: written.keywords, parent: source.parent, role: source.role };
    const inner = { ...source, parent: node };
    const role = loadRole(written.name, inner, { entries: mainEntries, at, parameters: written.parameters });
    if (!role) return;
    roles.push(role);
    tasks.push(roleBlock(role, inner, 'main'));
  });
  return { roles, tasks };
}

interface RoleEntry {
  readonly name: string;
  readonly keywords: ReadonlyMap<string, Written>;
  readonly parameters: Dict;
}

function readEntry(entry: Value, at: Position | undefined, source: TaskSource): RoleEntry | undefined {
  const early = (value: Value): string => String(source.reader.renderEarly(value, source.variables));
  if (typeof entry === 'string' || entry instanceof TemplateText)
    return { name: early(entry), keywords: new Map(), parameters: new Map() };
  const named = isDict(entry) ? (entry.get('role') ?? entry.get('name')) : undefined;
  if (!isDict(entry) || named === undefined || named === null) {
    source.reader.problem(
      new ProvisionError('E0403', `a role is a name or a mapping with "role", not ${describe(entry)}`, { at }),
    );
    return undefined;
  }
  const parameters: Dict = new Map();
  const keywords = readKeywords(entry, 'role', source.reader, (key, value) => {
    if (key !== 'role' && key !== 'src' && key !== 'version') parameters.set(key, value);
    return true;
  });
  if (!entry.has('role')) keywords.delete('name');
  return { name: early(named), keywords, parameters };
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
  const meta = readVariables(reader, join(directory, 'meta'), 'main');
  const role: Role = {
    name,
    collection: collectionOf(directory),
    directory,
    defaults: readVariables(reader, join(directory, 'defaults'), use.entries.defaults),
    vars: readVariables(reader, join(directory, 'vars'), use.entries.vars),
    parameters: use.parameters ?? new Map(),
    parents,
    signature: signatureOf(directory, source.parent, use),
    isPublic: use.entries.isPublic,
    allowsDuplicates: use.entries.allowsDuplicates || meta.get('allow_duplicates') === true,
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
    handlers: readTasks(join(directory, 'handlers'), use.entries.handlers, handlerSource),
  });
  source.onRole(role);
  return role;
}

/** The role's tasks in a block, behind those of its dependencies. */
export function roleBlock(role: Role, source: TaskSource, tasksFrom: string): Block {
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
  const tasks = readTasks(join(role.directory, 'tasks'), tasksFrom, {
    ...source,
    parent: block,
    role,
    isHandler: false,
  });
  return Object.assign(block, { block: [...role.dependencyTasks, ...tasks] });
}

/** Where a role is; reports E0404 when there is none of that name. */
export function getRoleDirectory(name: string, source: TaskSource, at: Position | undefined): string | undefined {
  const directory = findRole(name, source);
  if (directory === undefined) source.reader.problem(roleNotFound(name, source, at));
  return directory;
}

/** Where a role is: a path, beside the playbook, in the role path, or in a collection. */
function findRole(name: string, { reader, directory, role }: TaskSource): string | undefined {
  if (isAbsolute(name)) return reader.isDirectory(name) ? name : undefined;
  const beside = role ? [dirname(role.directory)] : [];
  const starts = [join(directory, 'roles'), ...beside, ...reader.rolePaths, directory];
  const paths = [...starts.map((start) => resolve(start, name)), ...collectionCandidates(name, reader, role)];
  return paths.find((path) => reader.isDirectory(path));
}

function collectionCandidates(name: string, reader: ContentReader, role: Role | undefined): string[] {
  const parts = name.split('.');
  const [namespace = '', collection = '', short = ''] =
    parts.length === 3 ? parts : [...(role?.collection?.split('.') ?? []), name];
  if (namespace === '' || collection === '') return [];
  return reader.collectionPaths.map((path) => join(path, 'ansible_collections', namespace, collection, 'roles', short));
}

function collectionOf(directory: string): string | undefined {
  return /ansible_collections\/([^/]+)\/([^/]+)\/roles\//.exec(directory)?.slice(1, 3).join('.');
}

function roleNotFound(name: string, { reader, directory, role }: TaskSource, at: Position | undefined): ProvisionError {
  const starts = [join(directory, 'roles'), ...(role ? [dirname(role.directory)] : []), ...reader.rolePaths, directory];
  const names = starts.filter((start) => reader.isDirectory(start)).flatMap((start) => reader.list(start));
  const hint = didYouMean(name, names) ?? `looked in ${[...new Set(starts)].join(', ')}`;
  return new ProvisionError('E0404', `there is no role named "${name}"`, { at, hint });
}

const extensions = ['.yml', '.yaml', '.json', ''];

/** `main.yml` or what `*_from` names, in one of the spellings; all files below when it is a directory. */
function entryFiles(reader: ContentReader, directory: string, entry: string): string[] {
  const path = resolve(directory, entry);
  const file = extensions
    .map((extension) => path + extension)
    .find((candidate) => reader.exists(candidate) && !reader.isDirectory(candidate));
  if (file !== undefined) return [file];
  if (!reader.isDirectory(path)) return [];
  return [...reader.list(path)]
    .sort()
    .flatMap((name) =>
      /\.(?:ya?ml|json)$/.test(name)
        ? [join(path, name)]
        : reader.isDirectory(join(path, name))
          ? entryFiles(reader, path, name)
          : [],
    );
}

function readVariables(reader: ContentReader, directory: string, entry: string): Dict {
  const all: Dict = new Map();
  const files = entryFiles(reader, directory, entry);
  if (files.length === 0 && entry !== 'main') {
    reader.problem(
      new ProvisionError('E0406', `the role has no ${basename(directory)} file "${entry}"`, {
        hint: `looked in ${directory}`,
      }),
    );
  }
  for (const file of files) {
    const content = readYaml(reader, file);
    if (isDict(content)) for (const [key, value] of content) all.set(key, value);
    else if (content !== null) {
      reader.problem(
        new ProvisionError('E0403', `variables are a mapping, not ${describe(content)}`, {
          at: { file, line: 1, column: 1 },
        }),
      );
    }
  }
  return all;
}

function readTasks(directory: string, entry: string, source: TaskSource): TaskNode[] {
  const files = entryFiles(source.reader, directory, entry);
  if (files.length === 0 && entry !== 'main') {
    source.reader.problem(
      new ProvisionError('E0406', `the role has no tasks file "${entry}"`, {
        at: source.parent.at,
        hint: `looked in ${directory}`,
      }),
    );
  }
  return files.flatMap((file) => {
    const content = readYaml(source.reader, file);
    return source.parseTasks(content, { ...source, file, importing: [...source.importing, file] });
  });
}

function signatureOf(directory: string, parent: PlaybookNode, { entries, parameters }: RoleUse): string {
  const own = [...parent.keywords].filter(([key]) => key !== 'name').map(([key, { value }]) => [key, plain(value)]);
  return JSON.stringify([directory, entries.vars, entries.allowsDuplicates, own, plain(parameters ?? new Map())]);
}

/** A value as comparable JSON. */
function plain(value: Value): unknown {
  if (isDict(value)) return [...value].map(([key, member]) => [String(key), plain(member)]);
  if (isList(value)) return value.map(plain);
  return value instanceof TemplateText ? value.source : typeof value === 'bigint' ? String(value) : value;
}
