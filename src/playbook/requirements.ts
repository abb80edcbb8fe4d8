import { dirname, join } from 'node:path';
import { ProvisionError } from '../base/errors.js';
import { isDict, isList, type Value } from '../values/value.js';
import { readYaml } from './read-yaml.js';
import type { TaskSource } from './task-source.js';

/** Which requirements file lists a role or collection that is not installed, and how to install it. */
export function requirementHint(name: string, source: Pick<TaskSource, 'reader' | 'directory'>): string | undefined {
  const collection = name.split('.').length > 2 ? name.split('.').slice(0, 2).join('.') : undefined;
  for (const file of requirementFiles(source)) {
    const { roles, collections } = readRequirements(file, source);
    if (collection !== undefined && collections.includes(collection))
      return `${file} lists the collection ${collection}: install it with \`ansible-galaxy collection install -r ${file}\``;
    if (roles.includes(name)) return `${file} lists it: install it with \`ansible-galaxy role install -r ${file}\``;
  }
  return undefined;
}

interface Requirements {
  readonly roles: readonly string[];
  readonly collections: readonly string[];
}

/** A file is a list of roles, or a mapping of `roles` and `collections`. One that cannot be read lists nothing. */
function readRequirements(file: string, { reader }: Pick<TaskSource, 'reader'>): Requirements {
  const nothing: Requirements = { roles: [], collections: [] };
  try {
    const content = readYaml(reader, file);
    if (isList(content)) return { roles: namesOf(content), collections: namesOf(content) };
    if (!isDict(content)) return nothing;
    return { roles: namesOf(content.get('roles') ?? null), collections: namesOf(content.get('collections') ?? null) };
  } catch (thrown) {
    // The missing role is the error to tell; this file is only looked at for its hint.
    if (thrown instanceof ProvisionError) return nothing;
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
