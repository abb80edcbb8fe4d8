import { basename, extname, join } from 'node:path';
import { ProvisionError } from '../base/errors.js';
import { shortName } from './action-name.js';
import { builtinModules } from './builtin-modules.js';
import { moduleRoutings } from './collection-routing.js';
import { collectionsAround, findCollection } from './collections.js';
import { formerCollections } from './former-collections.js';
import { findKnownModule } from './known-modules.js';
import type { ResolvedModule } from './resolved-module.js';
import type { TaskSource } from './task-source.js';

/** Follows redirects, which may be chained, until a name that has none. */
const redirectLimit = 10;

const missing = 'provision does not have this module of Ansible yet';
const forWindows = 'it is for Windows, and provision has no connection to Windows';

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
  const known = findKnownModule(name);
  return known === undefined ? undefined : { name: known, refusal: isForWindows(known) ? forWindows : missing };
}

function isForWindows(name: string): boolean {
  return name.slice(name.lastIndexOf('.') + 1).startsWith('win_');
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
  if (reader.isModule(name)) return { name, refusal: reader.isOwnModule(name) ? undefined : refusalOf(name, source) };
  const isFull = short.includes('.');
  for (const { tombstone, deprecation, redirect } of isFull ? moduleRoutings(name, source) : []) {
    if (tombstone !== undefined) throw new ProvisionError('E0501', `The '${name}' module ${tombstone}`);
    if (deprecation !== undefined)
      reader.deprecate({ ...deprecation, message: `${name} ${deprecation.message}` }, undefined);
    const found = redirect === undefined || left === 0 ? undefined : resolveName(redirect, source, left - 1);
    if (found) return found;
  }
  const refusal = refusalOf(name, source);
  if (refusal !== undefined) return { name, refusal };
  return builtinModules.has(short) ? { name, refusal: missing } : undefined;
}

/** Why a module that is none of provision's cannot be run: its work is done by an action, or it is for Windows. */
function refusalOf(name: string, source: TaskSource): string | undefined {
  const short = shortName(name);
  if (!short.includes('.')) return refusedAction(localAction(short, source));
  const windows = collectionFile('modules', name, source, (file) => extname(file) === '.ps1');
  if (windows !== undefined) return `${windows} is PowerShell, and provision has no connection to Windows`;
  return refusedAction(collectionFile('action', name, source));
}

function refusedAction(file: string | undefined): string | undefined {
  return file && `${file} would run in Python on the controller`;
}

/** A collection's plug-in of that name. */
function collectionFile(
  kind: 'action' | 'modules',
  name: string,
  source: TaskSource,
  accepts: (file: string) => boolean = () => true,
): string | undefined {
  const [namespace = '', collection = '', ...rest] = name.split('.');
  const folder = findCollection(`${namespace}.${collection}`, source);
  if (folder === undefined) return undefined;
  return findNamed([join(folder, 'plugins', kind, ...rest.slice(0, -1))], rest.at(-1) ?? '', source, accepts);
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
function findNamed(
  folders: readonly string[],
  name: string,
  { reader }: TaskSource,
  accepts: (file: string) => boolean = () => true,
): string | undefined {
  for (const folder of folders) {
    const file = reader.list(folder).find((entry) => basename(entry, extname(entry)) === name && accepts(entry));
    if (file !== undefined && !reader.isDirectory(join(folder, file))) return join(folder, file);
  }
  return undefined;
}
