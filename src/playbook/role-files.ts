import { basename, join, resolve } from 'node:path';
import { ProvisionError } from '../base/errors.js';
import { rememberVariable } from '../inventory/variable-places.js';
import { positionOfKey } from '../values/origin.js';
import { isDict, type Dict } from '../values/value.js';
import { readerWithin, within } from './chain.js';
import type { ContentReader } from './content.js';
import type { Role, TaskNode } from './nodes.js';
import { describe } from './read-keywords.js';
import { readYaml } from './read-yaml.js';
import type { TaskSource } from './task-source.js';

/** The variables of a role's `defaults` or `vars`: of `main`, or of the file that `*_from` names when there is one. */
export function readRoleVariables(reader: ContentReader, directory: string, entry: string): Dict {
  const all: Dict = new Map();
  for (const file of entryFiles(reader, directory, entry)) {
    const content = readYaml(reader, file);
    if (isDict(content)) addVariables(all, content);
    else if (content !== null) {
      const message = `The '${join(basename(directory), basename(file))}' file for the role must contain a dictionary of variables, not ${describe(content)}`;
      reader.problem(new ProvisionError('E0403', message, { at: { file, line: 1, column: 1 } }));
    }
  }
  return all;
}

/** Adds a file's variables, and where each is written. */
function addVariables(all: Dict, content: Dict): void {
  for (const [key, value] of content) {
    all.set(key, value);
    const at = positionOfKey(content, key);
    if (at) rememberVariable(all, String(key), at);
  }
}

/** The tasks of a role's `tasks` or `handlers`. Reports a file that `*_from` names and nobody has, or that lies elsewhere. */
export function readRoleTasks(role: Role, part: string, entry: string, source: TaskSource): TaskNode[] {
  const directory = join(role.directory, part);
  const { reader } = source;
  if (!resolve(directory, entry).startsWith(`${directory}/`)) {
    const message = `Failed loading '${directory}/${entry}' for role (${role.name}) as it is not inside the expected role path: '${directory}'`;
    reader.problem(new ProvisionError('E0403', message, { at: source.parent.at }));
    return [];
  }
  const files = entryFiles(reader, directory, entry);
  if (files.length === 0 && entry !== 'main') {
    const message = `Could not find specified file in role: ${part}/${entry}`;
    reader.problem(new ProvisionError('E0403', message, { at: source.parent.at, hint: `looked in ${directory}` }));
  }
  const inner = { ...source, reader: readerWithin(reader, source.parent) };
  return files.flatMap((file) => {
    const content = within(source.parent, () => readYaml(reader, file));
    return source.parseTasks(content, { ...inner, file, importing: [...source.importing, file] });
  });
}

/** What a role's `meta/main.yml` says. */
export function readRoleMeta(name: string, directory: string, reader: ContentReader): Dict {
  const meta: Dict = new Map();
  for (const file of entryFiles(reader, join(directory, 'meta'), 'main')) {
    const content = readYaml(reader, file);
    if (isDict(content)) for (const [key, value] of content) meta.set(key, value);
    else if (content !== null) {
      const at = { file, line: 1, column: 1 };
      reader.problem(new ProvisionError('E0403', `the 'meta/main.yml' for role ${name} is not a dictionary`, { at }));
    }
  }
  return meta;
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
