import { join } from 'node:path';
import { TemplateText, isList, type Value } from '../values/value.js';
import type { PlaybookNode } from './nodes.js';
import type { TaskSource } from './task-source.js';

/** The folders that hold collections, by namespace and name: beside the playbook, then those of the settings. */
export function collectionRoots({ reader, directory }: Pick<TaskSource, 'reader' | 'directory'>): string[] {
  const paths = [join(directory, 'collections'), ...reader.collectionPaths];
  const roots = paths.map((path) => (path.endsWith('/ansible_collections') ? path : join(path, 'ansible_collections')));
  return [...new Set(roots)];
}

/** The folder of an installed collection. */
export function findCollection(name: string, source: Pick<TaskSource, 'reader' | 'directory'>): string | undefined {
  const [namespace = '', short = ''] = name.split('.');
  return collectionRoots(source)
    .map((root) => join(root, namespace, short))
    .find((path) => source.reader.isDirectory(path));
}

/**
 * The collections in which names without a namespace are looked for: the nearest `collections`. In a role these are its
 * own collection and those of its `meta/main.yml`: roles take none from the play that uses them.
 */
export function collectionsAround(node: PlaybookNode): readonly string[] {
  const { role } = node;
  for (let current: PlaybookNode | undefined = node; current && current.role === role; current = current.parent) {
    const written = current.keywords.get('collections');
    if (written) return collectionNames(written.value);
  }
  return role?.collections ?? [];
}

/** The names of a `collections` list. */
export function collectionNames(value: Value): string[] {
  const names = isList(value) ? value : [value];
  return names
    .map((name) => (name instanceof TemplateText ? name.source : name))
    .filter((name) => typeof name === 'string');
}
