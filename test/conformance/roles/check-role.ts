import { existsSync, readFileSync, readdirSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { ProvisionError, type ErrorCode } from '../../../src/base/errors.js';
import { checkNodes } from '../../../src/engine/check-content.js';
import { modules } from '../../../src/modules/index.js';
import type { ContentReader } from '../../../src/playbook/content.js';
import type { PlaybookNode, Role } from '../../../src/playbook/nodes.js';
import { parseTasks } from '../../../src/playbook/parse-tasks.js';
import { readYaml } from '../../../src/playbook/read-yaml.js';
import { findPlugin } from '../../../src/template/find-plugin.js';
import { isDict, isList, type Dict, type Value } from '../../../src/values/value.js';
import type { KnownContent } from './known-content.js';
import { lookupNames } from './lookup-names.js';

/** What a role needs. */
export interface RoleReport {
  readonly tasks: readonly Needs[];
  /** Files that are no YAML, with the reason. */
  readonly unreadable: readonly string[];
}

/** What a task needs that is none of provision's. */
export interface Needs {
  /** What only a collection has, in Python. */
  readonly python: readonly string[];
  /** What nobody has. */
  readonly missing: readonly string[];
}

export interface CheckedRole {
  readonly directory: string;
  readonly collection: string;
  /** The folder `ansible_collections`. */
  readonly collections: string;
  readonly known: KnownContent;
}

/** The kinds of what may be missing, by the error that tells of it. */
const kinds: Readonly<Partial<Record<ErrorCode, string>>> = {
  E0304: 'filter',
  E0305: 'test',
  E0306: 'lookup',
  E0401: 'keyword',
  E0502: 'argument',
  E0501: 'module',
  E0503: 'module',
};

/** Checks every task and handler of a role for itself, as the content checks before a run do. */
export function checkRole(role: CheckedRole): RoleReport {
  const unreadable: string[] = [];
  const files = ['tasks', 'handlers'].flatMap((part) => filesBelow(join(role.directory, part)));
  const tasks = files.flatMap((file) => {
    const content = readOrNothing(file, unreadable);
    return [...leaves(content)].map((task) => needsOf(task, file, role));
  });
  return { tasks, unreadable };
}

function readOrNothing(file: string, unreadable: string[]): Value {
  try {
    return readYaml(reading, file);
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

function needsOf(task: Dict, file: string, { directory, collection, collections, known }: CheckedRole): Needs {
  const problems: ProvisionError[] = [];
  const reader = contentReader(problems, known, dirname(collections));
  const role = bareRole(directory, collection);
  const parent: PlaybookNode = { at: undefined, keywords: new Map(), parent: undefined, role };
  const nodes = parseTasks([task], {
    ...{ reader, parent, role, file, directory, isHandler: file.includes('/handlers/') },
    ...{ variables: new Map(), importing: [] },
    // What an import names is a file that is read for itself.
    parseTasks: () => [],
    onRole: () => undefined,
  });
  problems.push(...checkNodes(nodes, { ...known, settings: { checksAhead: true, errorOnMissingHandler: false } }));
  const found = problems.flatMap(({ code, message }) => {
    const kind = kinds[code];
    return kind === undefined ? [] : [`${kind} ${nameIn(message)}`];
  });
  const lookups = lookupNames(task).filter((name) => !reader.isLookup(name));
  const missing = [...found, ...lookups.map((name) => `lookup ${name}`)];
  return { python: known.takePythonNames(), missing: [...new Set(missing)] };
}

/** The name that a message tells of: the quoted one, or that of a module that cannot be run. */
function nameIn(message: string): string {
  return /(?:^|\s)["']([^"']+)["']/.exec(message)?.[1] ?? /^cannot run (\S+):/.exec(message)?.[1] ?? message;
}

const reading = { readText, duplicateKeys: 'ignore', warn: () => undefined, deprecate: () => undefined } as const;

function contentReader(problems: ProvisionError[], known: KnownContent, collectionPath: string): ContentReader {
  return {
    ...reading,
    exists: existsSync,
    isDirectory,
    list: (directory) => (isDirectory(directory) ? readdirSync(directory) : []),
    renderEarly: (value) => value,
    rolePaths: [],
    collectionPaths: [collectionPath],
    privateRoleVariables: undefined,
    checksAhead: false,
    refusesIncludeKeywords: true,
    acceptsOldForms: true,
    isModule: (name) => known.findModule(name) !== undefined,
    isOwnModule: known.isOwnModule,
    moduleNames: () => modules.keys(),
    isLookup: (name) => findPlugin(known.plugins.lookups, name) !== undefined,
    addContent: () => undefined,
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
