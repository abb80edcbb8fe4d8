import { dirname, isAbsolute, join, resolve } from 'node:path';
import { ProvisionError } from '../base/errors.js';
import type { Position } from '../base/position.js';
import { didYouMean } from '../base/suggest.js';
import { collectionRoots, collectionsAround } from './collections.js';
import { requirementHint } from './requirements.js';
import type { TaskSource } from './task-source.js';

/** Where a role is; reports E0404 when there is none of that name. */
export function getRoleDirectory(name: string, source: TaskSource, at: Position | undefined): string | undefined {
  const directory = findRole(name, source);
  if (directory === undefined) source.reader.problem(roleNotFound(name, source, at));
  return directory;
}

/** The collection that a role's directory lies in. */
export function collectionOf(directory: string): string | undefined {
  return /ansible_collections\/([^/]+)\/([^/]+)\/roles\//.exec(directory)?.slice(1, 3).join('.');
}

/** Where a role is: in a collection, beside the playbook, in the role path, beside the role that asks, or a path. */
function findRole(name: string, source: TaskSource): string | undefined {
  if (isAbsolute(name)) return source.reader.isDirectory(name) ? name : undefined;
  const paths = [...inCollections(name, source), ...searchStarts(source).map((start) => resolve(start, name))];
  return paths.find((path) => source.reader.isDirectory(path));
}

function searchStarts({ reader, directory, role }: TaskSource): string[] {
  const beside = role ? [dirname(role.directory)] : [];
  return [...new Set([join(directory, 'roles'), ...reader.rolePaths, ...beside, directory])];
}

function inCollections(name: string, source: TaskSource): string[] {
  const parts = name.split('.');
  const full = parts.length > 2 && parts.every((part) => /^\w+$/.test(part));
  const names = full ? [parts] : collectionsAround(source.parent).map((collection) => [...collection.split('.'), name]);
  return names.flatMap(([namespace = '', collection = '', ...rest]) =>
    collectionRoots(source).map((root) => join(root, namespace, collection, 'roles', ...rest)),
  );
}

function roleNotFound(name: string, source: TaskSource, at: Position | undefined): ProvisionError {
  const { reader } = source;
  const starts = searchStarts(source);
  const names = starts.filter((start) => reader.isDirectory(start)).flatMap((start) => reader.list(start));
  const hint = didYouMean(name, names) ?? requirementHint(name, source);
  return new ProvisionError('E0404', `the role '${name}' was not found in ${starts.join(':')}`, { at, hint });
}
