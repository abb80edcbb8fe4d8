import { dirname, resolve } from 'node:path';
import { ProvisionError } from '../base/errors.js';
import { readYaml } from './read-yaml.js';
import { positionOf, positionOfKey } from '../values/origin.js';
import { pythonClass } from '../values/python-class.js';
import { TemplateText, isDict, isList, type Dict, type Value } from '../values/value.js';
import { checkPrompts } from './check-prompts.js';
import type { ContentReader } from './content.js';
import type { Play, PlaybookNode, Role, TaskNode } from './nodes.js';
import { shortName } from './action-name.js';
import { checkPlay } from './check-play.js';
import { collectionOfPlaybook, findCollectionPlaybook } from './collection-playbooks.js';
import { readModuleDefaults } from './module-defaults.js';
import { parseTasks } from './parse-tasks.js';
import { describe, readKeywords } from './read-keywords.js';
import { requirementHint } from './requirements.js';
import { parseRoles } from './roles.js';
import type { TaskSource } from './task-source.js';

/** Where a playbook is being read. */
interface PlaybookSource {
  readonly path: string;
  readonly reader: ContentReader;
  /** The import that led here. */
  readonly outer?: PlaybookNode | undefined;
  /** The playbooks being imported, to stop an import of itself. */
  readonly importing: readonly string[];
  /** What is found on the way and holds for all that is read after it. */
  readonly found: { home: string | undefined };
}

/** Reads a playbook and what it imports, into its plays. Problems go to the reader; the plays are those that could be read. */
export function parsePlaybook(path: string, reader: ContentReader): Play[] {
  return readPlaybook({ path, reader, importing: [path], found: { home: undefined } });
}

function readPlaybook(source: PlaybookSource): Play[] {
  const { path, reader, found } = source;
  const content = readYaml(reader, path);
  reader.addContent(dirname(path));
  // As in Ansible, a collection stays in force for the playbooks that are read after one of its own.
  found.home = collectionOfPlaybook(path) ?? found.home;
  if (content === null) return emptyPlaybook(`Empty playbook, nothing to do: ${path}`, path, reader);
  if (!isList(content)) {
    const at = { file: path, line: 1, column: 1 };
    reader.problem(
      new ProvisionError(
        'E0403',
        `A playbook must be a list of plays, got a ${pythonClass(content)} instead: ${path}`,
        {
          at,
          hint: 'begin each play with `- hosts: ...`',
        },
      ),
    );
    return [];
  }
  if (content.length === 0) return emptyPlaybook(`A playbook must contain at least one play: ${path}`, path, reader);
  return content.flatMap((entry) => {
    if (!isDict(entry)) {
      reader.problem(
        new ProvisionError('E0403', "playbook entries must be either valid plays or 'import_playbook' statements", {
          at: positionOf(entry) ?? positionOf(content),
          hint: `this is ${describe(entry)}`,
        }),
      );
      return [];
    }
    const importKey = [...entry.keys()].find((key) => typeof key === 'string' && shortName(key) === 'import_playbook');
    return importKey === undefined ? [parsePlay(entry, source)] : importPlaybook(entry, importKey, source);
  });
}

function emptyPlaybook(message: string, file: string, reader: ContentReader): Play[] {
  reader.problem(new ProvisionError('E0403', message, { at: { file, line: 1, column: 1 } }));
  return [];
}

const importKeywords = new Set(['name', 'tags', 'when', 'vars']);

function importPlaybook(dict: Dict, key: Value, source: PlaybookSource): Play[] {
  const { path, reader, outer, importing } = source;
  const keywords = readKeywords(dict, 'block', reader, (name) => shortName(name) === 'import_playbook');
  for (const [name, { at }] of keywords) {
    if (!importKeywords.has(name))
      reader.problem(new ProvisionError('E0401', `"${name}" cannot stand beside import_playbook`, { at }));
  }
  const vars = keywords.get('vars')?.value;
  const at = positionOfKey(dict, key);
  const written = dict.get(key) ?? null;
  if (written === null || written === '') {
    const message = "The field 'import_playbook' is required but was not set.";
    reader.problem(new ProvisionError('E0403', message, { at }));
    return [];
  }
  const name = String(reader.renderEarly(written, isDict(vars) ? named(vars) : new Map()));
  const file = findImported(name, source);
  if (!reader.exists(file)) {
    const hint = requirementHint(name, { reader, directory: dirname(path) });
    reader.problem(new ProvisionError('E0406', missingText(file), { at, hint }));
    return [];
  }
  if (importing.includes(file)) {
    reader.problem(new ProvisionError('E0406', `the playbook "${name}" imports itself`, { at }));
    return [];
  }
  const node: PlaybookNode = { at: positionOf(dict), keywords, parent: outer, role: undefined };
  return readPlaybook({ ...source, path: file, outer: node, importing: [...importing, file] });
}

/** A playbook of a collection, else a file beside the one that imports it. */
function findImported(name: string, { path, reader }: PlaybookSource): string {
  const directory = dirname(path);
  return findCollectionPlaybook(name, { reader, directory }) ?? resolve(directory, name);
}

function missingText(file: string): string {
  const message = `Unable to retrieve file contents.\nCould not find or access '${file}' on the Ansible Controller.`;
  const unread = `If you are using a module and expect the file to exist on the remote, see the remote_src option: [Errno 2] No such file or directory: '${file}'`;
  return `${message}\n${unread}\n`;
}

function parsePlay(dict: Dict, { path: file, reader, outer, found: { home } }: PlaybookSource): Play {
  const keywords = readKeywords(dict, 'play', reader);
  keywords.delete('name');
  const user = keywords.get('user');
  if (user && !keywords.has('remote_user')) keywords.set('remote_user', user);
  checkPrompts(keywords.get('vars_prompt'), reader);
  const at = positionOf(dict);
  for (const problem of checkPlay(dict, at)) reader.problem(problem);
  const place = { at, file, directory: dirname(file), home };
  const node = { kind: 'play', ...place, keywords, parent: outer, role: undefined } as const;
  const known: Role[] = [];
  const source: TaskSource = {
    reader,
    parent: node,
    role: undefined,
    file,
    directory: node.directory,
    isHandler: false,
    variables: playVariables(node),
    onRole: (role) => known.push(role),
    parseTasks,
    importing: [file],
  };
  readModuleDefaults(keywords, source);
  const part = (name: string, isHandler = false): TaskNode[] =>
    parseTasks(keywords.get(name)?.value ?? null, { ...source, isHandler });
  const { tasks: roleTasks } = parseRoles(keywords.get('roles')?.value ?? null, source);
  const sections = { preTasks: part('pre_tasks'), tasks: part('tasks'), postTasks: part('post_tasks') };
  const handlers = [...known.flatMap((role) => role.handlers), ...part('handlers', true)];
  const name = String(
    reader.renderEarly(dict.get('name') ?? describeHosts(dict.get('hosts') ?? null), source.variables),
  );
  return Object.assign(node, { name, roles: known, roleTasks, ...sections, handlers });
}

/** A play without a name is called by its hosts. */
function describeHosts(hosts: Value): Value {
  return isList(hosts)
    ? hosts.map((host) => (host instanceof TemplateText ? host.source : String(host))).join(',')
    : hosts;
}

/** The variables of a play that are known before it runs: its own and its importers' `vars`. */
function playVariables(node: PlaybookNode): ReadonlyMap<string, Value> {
  const all = new Map<string, Value>();
  const chain: PlaybookNode[] = [];
  for (let current: PlaybookNode | undefined = node; current; current = current.parent) chain.unshift(current);
  for (const { keywords } of chain) {
    const vars = keywords.get('vars')?.value;
    for (const part of isList(vars) ? vars : [vars])
      if (isDict(part)) for (const [key, value] of part) all.set(String(key), value);
  }
  return all;
}

function named(dict: Dict): ReadonlyMap<string, Value> {
  return new Map([...dict].map(([key, value]) => [String(key), value]));
}
