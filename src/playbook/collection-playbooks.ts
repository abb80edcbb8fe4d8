import { extname, join } from 'node:path';
import { findCollection, type CollectionSource } from './collections.js';

/**
 * The file of a playbook that is named as `namespace.collection.playbook`: in the collection's `playbooks` folder, whose
 * folders are parts of the name. `.yml` comes before `.yaml`; an ending that is written counts.
 */
export function findCollectionPlaybook(name: string, source: CollectionSource): string | undefined {
  const ending = ['.yml', '.yaml'].includes(extname(name)) ? extname(name) : undefined;
  const parts = (ending === undefined ? name : name.slice(0, -ending.length)).split('.');
  if (parts.length < 3 || !parts.every((part) => /^\w+$/.test(part))) return undefined;
  const collection = findCollection(parts.slice(0, 2).join('.'), source);
  if (collection === undefined) return undefined;
  const path = join(collection, 'playbooks', ...parts.slice(2));
  return (ending === undefined ? ['.yml', '.yaml', ''] : [ending])
    .map((end) => path + end)
    .find((file) => source.reader.exists(file) && !source.reader.isDirectory(file));
}

/** The collection in whose `playbooks` folder a file lies. */
export function collectionOfPlaybook(file: string): string | undefined {
  return /\/ansible_collections\/(\w+)\/(\w+)\/playbooks\//.exec(file)?.slice(1, 3).join('.');
}
