import { existsSync, readFileSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { ProvisionError, type ErrorCode } from '../../../src/base/errors.js';
import { checkNodes } from '../../../src/engine/check-content.js';
import { findModule } from '../../../src/engine/find-module.js';
import { filters, tests } from '../../../src/filters/index.js';
import { lookups } from '../../../src/lookups/index.js';
import { modules } from '../../../src/modules/index.js';
import type { ContentReader } from '../../../src/playbook/content.js';
import type { PlaybookNode, Role } from '../../../src/playbook/nodes.js';
import { parseTasks } from '../../../src/playbook/parse-tasks.js';
import { readYaml } from '../../../src/playbook/read-yaml.js';
import { isDict, isList, type Dict, type Value } from '../../../src/values/value.js';
import { lookupNames } from './lookup-names.js';

/** What the tasks of a role need that is not there; `undefined` for a file that cannot be read at all. */
export interface RoleReport {
  readonly tasks: number;
  /** One entry a task that lacks something: what it lacks. */
  readonly lacking: readonly (readonly string[])[];
  readonly unreadable: readonly string[];
}

/** The kinds of what may be missing, by the error that tells of it. */
const kinds: Readonly<Partial<Record<ErrorCode, string>>> = {
  E0304: 'filter',
  E0305: 'test',
  E0306: 'lookup',
  E0401: 'keyword',
  E0501: 'module',
  E0503: 'module',
};

/** Checks every task and handler of a role for itself, as the content checks before a run do. */
export function checkRole(directory: string, collection: string): RoleReport {
  const lacking: string[][] = [];
  const unreadable: string[] = [];
  let tasks = 0;
  for (const file of ['tasks', 'handlers'].flatMap((part) => filesBelow(join(directory, part)))) {
    const content = readOrNothing(file, unreadable);
    for (const task of leaves(content)) {
      tasks++;
      const missing = missingIn(task, { directory, collection, file, isHandler: file.includes('/handlers/') });
      if (missing.length > 0) lacking.push(missing);
    }
  }
  return { tasks, lacking, unreadable };
}

function readOrNothing(file: string, unreadable: string[]): Value {
  try {
    return readYaml(contentReader([]), file);
  } catch (thrown) {
    if (!(thrown instanceof ProvisionError)) throw thrown;
    unreadable.push(`${file}: ${thrown.message}`);
    return null;
  }
}

/** The tasks of a file without the blocks around them. */
function* leaves(content: Value): Generator<Dict> {
  for (const entry of isList(content) ? content : []) {
    if (!isDict(entry)) continue;
    if (entry.has('block')) for (const part of ['block', 'rescue', 'always']) yield* leaves(entry.get(part) ?? null);
    else yield entry;
  }
}

interface Place {
  readonly directory: string;
  readonly collection: string;
  readonly file: string;
  readonly isHandler: boolean;
}

function missingIn(task: Dict, { directory, collection, file, isHandler }: Place): string[] {
  const problems: ProvisionError[] = [];
  const reader = contentReader(problems);
  const role = bareRole(directory, collection);
  const parent: PlaybookNode = { at: undefined, keywords: new Map(), parent: undefined, role };
  const nodes = parseTasks([task], {
    ...{ reader, parent, role, file, directory, isHandler, variables: new Map(), importing: [] },
    // What an import names is a file that is read for itself.
    parseTasks: () => [],
    onRole: () => undefined,
  });
  problems.push(...checkNodes(nodes, checking));
  const found = problems.flatMap(({ code, message }) => {
    const kind = kinds[code];
    return kind === undefined ? [] : [`${kind} ${nameIn(message)}`];
  });
  const unknown = lookupNames(task).filter((name) => !reader.isLookup(name));
  return [...new Set([...found, ...unknown.map((name) => `lookup ${name}`)])];
}

/** The name that a message tells of: the quoted one, or that of a module that cannot be run. */
function nameIn(message: string): string {
  return /(?:^|\s)["']([^"']+)["']/.exec(message)?.[1] ?? /^cannot run (\S+):/.exec(message)?.[1] ?? message;
}

const checking = {
  plugins: { filters, tests, lookups },
  findModule: (name: string) => findModule(name, modules),
  settings: { checksAhead: true, errorOnMissingHandler: false },
};

function contentReader(problems: ProvisionError[]): ContentReader {
  return {
    readText,
    exists: existsSync,
    isDirectory,
    list: (directory) => (isDirectory(directory) ? readdirSync(directory) : []),
    renderEarly: (value) => value,
    rolePaths: [],
    collectionPaths: [],
    privateRoleVariables: undefined,
    duplicateKeys: 'ignore',
    checksAhead: false,
    refusesIncludeKeywords: true,
    acceptsOldForms: true,
    isModule: (name) => checking.findModule(name) !== undefined,
    moduleNames: () => modules.keys(),
    isLookup: (name) => lookups.has(name.replace(/^ansible\.(?:builtin|legacy)\./, '')) || lookups.has(name),
    addContent: () => undefined,
    warn: () => undefined,
    deprecate: () => undefined,
    problem: (error) => void problems.push(error),
  };
}

/** One function for all readers: what is parsed is remembered by it. */
function readText(path: string): string {
  return readFileSync(path, 'utf8');
}

function isDirectory(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false;
}

function bareRole(directory: string, collection: string): Role {
  const empty: Dict = new Map();
  return {
    ...{ name: directory, directory, collection, collections: [collection], argumentSpecs: empty },
    ...{ defaults: empty, vars: empty, parameters: empty, parents: [], dependencies: [], dependencyTasks: [] },
    ...{ handlers: [], signature: directory, allowsDuplicates: false, isPublic: false },
  };
}

function filesBelow(directory: string): string[] {
  if (!isDirectory(directory)) return [];
  const names = readdirSync(directory, { recursive: true, encoding: 'utf8' }).sort();
  return names.filter((name) => /\.ya?ml$/.test(name)).map((name) => join(directory, name));
}
