import { basename, extname, join } from 'node:path';
import { ProvisionError } from '../base/errors.js';
import { shortName } from './action-name.js';
import { builtinModules } from './builtin-modules.js';
import { moduleRoutings } from './collection-routing.js';
import { collectionsAround, findCollection } from './collections.js';
import { formerCollections } from './former-collections.js';
import type { ResolvedModule } from './resolved-module.js';
import type { TaskSource } from './task-source.js';

/** Follows redirects, which may be chained, until a name that has none. */
const redirectLimit = 10;

/**
 * Finds the module of a name: one of provision's, or one of others that it can run. A short
 * name is looked for in the collections that are in force first. Throws E0501 for a module that was removed.
 */
export function resolveModule(
  name: string,
  source: TaskSource,
  collections = collectionsAround(source.parent),
): ResolvedModule | undefined {
  for (const candidate of candidates(name, source, collections)) {
    const found = resolveName(candidate, source, redirectLimit);
    if (found) return found;
  }
  return undefined;
}

/** The full names that a name may stand for. They are made as they are asked for: most names are found with the first. */
function* candidates(name: string, source: TaskSource, collections: readonly string[]): Generator<string> {
  if (!name.includes('.')) for (const collection of collections) yield `${collection}.${name}`;
  yield name;
  if (!name.includes('.')) yield* formerNames(name, source);
}

/** The full names of a module that left Ansible with the collections, in those that are installed. */
function formerNames(name: string, source: TaskSource): string[] {
  if (builtinModules.has(name)) return [];
  return formerCollections
    .filter((collection) => findCollection(collection, source) !== undefined)
    .map((collection) => `${collection}.${name}`);
}

function resolveName(name: string, source: TaskSource, left: number): ResolvedModule | undefined {
  const { reader } = source;
  const short = shortName(name);
  if (reader.isModule(name)) return { name };
  const isFull = short.includes('.');
  for (const { tombstone, deprecation, redirect } of isFull ? moduleRoutings(name, source) : []) {
    if (tombstone !== undefined) throw new ProvisionError('E0501', `${name} has been removed. ${tombstone}`);
    if (deprecation !== undefined) reader.warn(`${name} has been deprecated. ${deprecation}`, undefined);
    const found = redirect === undefined || left === 0 ? undefined : resolveName(redirect, source, left - 1);
    if (found) return found;
  }
  const plugin = isFull ? collectionAction(name, source) : localAction(short, source);
  if (plugin !== undefined) return { name, refusal: `${plugin} would run in Python on the controller` };
  return builtinModules.has(short)
    ? { name, refusal: 'provision does not have this module of Ansible yet' }
    : undefined;
}

function collectionAction(name: string, source: TaskSource): string | undefined {
  const [namespace = '', collection = '', ...rest] = name.split('.');
  const folder = findCollection(`${namespace}.${collection}`, source);
  if (folder === undefined) return undefined;
  return findNamed([join(folder, 'plugins', 'action', ...rest.slice(0, -1))], rest.at(-1) ?? '', source);
}

function localAction(name: string, source: TaskSource): string | undefined {
  const { directory, role } = source;
  const roles = role ? [role, ...role.parents].map((member) => member.directory) : [];
  return findNamed(
    [directory, ...roles].map((base) => join(base, 'action_plugins')),
    name,
    source,
  );
}

/** A file of this name, whatever its ending. */
function findNamed(folders: readonly string[], name: string, { reader }: TaskSource): string | undefined {
  for (const folder of folders) {
    const file = reader.list(folder).find((entry) => basename(entry, extname(entry)) === name);
    if (file !== undefined && !reader.isDirectory(join(folder, file))) return join(folder, file);
  }
  return undefined;
}
