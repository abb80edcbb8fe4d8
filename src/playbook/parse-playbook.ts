import { dirname, isAbsolute, resolve } from 'node:path';
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
import { parseTasks } from './parse-tasks.js';
import { describe, readKeywords } from './read-keywords.js';
import { parseRoles } from './roles.js';
import type { TaskSource } from './task-source.js';

/** Reads a playbook and what it imports, into its plays. Problems go to the reader; the plays are those that could be read. */
export function parsePlaybook(
  path: string,
  reader: ContentReader,
  outer?: PlaybookNode,
  importing: readonly string[] = [],
): Play[] {
  const content = readYaml(reader, path);
  reader.addContent(dirname(path));
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
    return importKey === undefined
      ? [parsePlay(entry, path, reader, outer)]
      : importPlaybook(entry, importKey, { path, reader, outer, importing: [...importing, path] });
  });
}

function emptyPlaybook(message: string, file: string, reader: ContentReader): Play[] {
  reader.problem(new ProvisionError('E0403', message, { at: { file, line: 1, column: 1 } }));
  return [];
}

interface ImportSource {
  readonly path: string;
  readonly reader: ContentReader;
  readonly outer: PlaybookNode | undefined;
  readonly importing: readonly string[];
}

const importKeywords = new Set(['name', 'tags', 'when', 'vars']);

function importPlaybook(dict: Dict, key: Value, { path, reader, outer, importing }: ImportSource): Play[] {
  const keywords = readKeywords(dict, 'block', reader, (name) => shortName(name) === 'import_playbook');
  for (const [name, { at }] of keywords) {
    if (!importKeywords.has(name))
      reader.problem(new ProvisionError('E0401', `"${name}" cannot stand beside import_playbook`, { at }));
  }
  const vars = keywords.get('vars')?.value;
  const written = dict.get(key) ?? null;
  if (written === null || written === '') {
    const message = "The field 'import_playbook' is required but was not set.";
    reader.problem(new ProvisionError('E0403', message, { at: positionOfKey(dict, key) }));
    return [];
  }
  const name = String(reader.renderEarly(written, isDict(vars) ? named(vars) : new Map()));
  const file = isAbsolute(name) ? name : resolve(dirname(path), name);
  const at = positionOfKey(dict, key);
  if (!reader.exists(file)) {
    reader.problem(new ProvisionError('E0406', `no playbook "${name}" to import`, { at, hint: `looked for ${file}` }));
    return [];
  }
  if (importing.includes(file)) {
    reader.problem(new ProvisionError('E0406', `the playbook "${name}" imports itself`, { at }));
    return [];
  }
  const node: PlaybookNode = { at: positionOf(dict), keywords, parent: outer, role: undefined };
  return parsePlaybook(file, reader, node, importing);
}

function parsePlay(dict: Dict, file: string, reader: ContentReader, outer: PlaybookNode | undefined): Play {
  const keywords = readKeywords(dict, 'play', reader);
  keywords.delete('name');
  const user = keywords.get('user');
  if (user && !keywords.has('remote_user')) keywords.set('remote_user', user);
  checkPrompts(keywords.get('vars_prompt'), reader);
  const at = positionOf(dict);
  for (const problem of checkPlay(dict, at)) reader.problem(problem);
  const node = { kind: 'play', at, keywords, parent: outer, role: undefined, file, directory: dirname(file) } as const;
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
