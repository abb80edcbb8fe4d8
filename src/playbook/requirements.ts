import { dirname, join } from 'node:path';
import { ProvisionError } from '../base/errors.js';
import { isDict, isList, type Value } from '../values/value.js';
import { readYaml } from './read-yaml.js';
import type { TaskSource } from './task-source.js';

/** Which requirements file lists a role or collection that is not installed, and how to install it. */
export function requirementHint(name: string, source: Pick<TaskSource, 'reader' | 'directory'>): string | undefined {
  const collection = name.split('.').length > 2 ? name.split('.').slice(0, 2).join('.') : undefined;
  const dependency = collection === undefined ? undefined : findDependency(collection, source);
  if (dependency !== undefined) return dependency;
  for (const file of requirementFiles(source)) {
    const { roles, collections } = readRequirements(file, source);
    if (collection !== undefined && collections.includes(collection))
      return `${file} lists the collection ${collection}: install it with \`ansible-galaxy collection install -r ${file}\``;
    if (roles.includes(name)) return `${file} lists it: install it with \`ansible-galaxy role install -r ${file}\``;
  }
  return undefined;
}

/** A collection that the `galaxy.yml` of the one that is being worked on depends on. */
function findDependency(collection: string, source: Pick<TaskSource, 'reader' | 'directory'>): string | undefined {
  const { reader, directory } = source;
  const file = pathsUp(directory)
    .map((folder) => join(folder, 'galaxy.yml'))
    .find((path) => reader.exists(path));
  if (file === undefined) return undefined;
  const version = memberOf(memberOf(readIfGood(file, source), 'dependencies'), collection);
  if (version === null) return undefined;
  const wanted = typeof version === 'string' && version !== '*' ? `'${collection}:${version}'` : collection;
  return `${file} depends on the collection ${collection}: install it with \`ansible-galaxy collection install ${wanted}\``;
}

function memberOf(value: Value, key: string): Value {
  return isDict(value) ? (value.get(key) ?? null) : null;
}

/** A directory and those it lies in, nearest first. */
function pathsUp(directory: string): string[] {
  const above = dirname(directory);
  return above === directory ? [directory] : [directory, ...pathsUp(above)];
}

interface Requirements {
  readonly roles: readonly string[];
  readonly collections: readonly string[];
}

/** A file is a list of roles, or a mapping of `roles` and `collections`. One that cannot be read lists nothing. */
function readRequirements(file: string, source: Pick<TaskSource, 'reader'>): Requirements {
  const content = readIfGood(file, source);
  if (isList(content)) return { roles: namesOf(content), collections: namesOf(content) };
  if (!isDict(content)) return { roles: [], collections: [] };
  return { roles: namesOf(content.get('roles') ?? null), collections: namesOf(content.get('collections') ?? null) };
}

/** What is missing is the error to tell; a file that is only looked at for its hint may have mistakes of its own. */
function readIfGood(file: string, { reader }: Pick<TaskSource, 'reader'>): Value {
  try {
    return readYaml(reader, file);
  } catch (thrown) {
    if (thrown instanceof ProvisionError) return null;
    throw thrown;
  }
}

/** Roles go by their name, else by the last part of their source. */
function namesOf(list: Value): string[] {
  return (isList(list) ? list : []).flatMap((entry) => {
    const name = isDict(entry) ? (entry.get('name') ?? entry.get('role') ?? entry.get('src')) : entry;
    return typeof name === 'string' ? [name, repositoryName(name)] : [];
  });
}

/** The name of a role that is given by where it comes from: the last part, without its ending. */
export function repositoryName(source: string): string {
  const last = source.split(',')[0]?.replace(/\/+$/, '').split('/').at(-1) ?? source;
  return last.replace(/\.(?:git|tar\.gz)$/, '');
}

function requirementFiles({ reader, directory }: Pick<TaskSource, 'reader' | 'directory'>): string[] {
  const folders = [directory, dirname(directory)].flatMap((base) =>
    ['', 'roles', 'collections'].map((part) => join(base, part)),
  );
  return folders
    .flatMap((folder) => ['requirements.yml', 'requirements.yaml'].map((name) => join(folder, name)))
    .filter((file) => reader.exists(file));
}
