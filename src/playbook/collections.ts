import { join } from 'node:path';
import { TemplateText, isList, type Value } from '../values/value.js';
import type { ContentReader } from './content.js';
import type { PlaybookNode } from './nodes.js';

/** From where collections are seen: a playbook's directory, and those of the settings. */
export interface CollectionSource {
  readonly directory: string;
  readonly reader: Pick<ContentReader, 'collectionPaths' | 'exists' | 'isDirectory'>;
}

/**
 * The folders that hold collections, by namespace and name: beside the playbook, then those of the settings, then the one
 * that the playbook itself comes from.
 */
export function collectionRoots({ reader, directory }: CollectionSource): string[] {
  const paths = [join(directory, 'collections'), ...reader.collectionPaths];
  const roots = paths.map((path) => (path.endsWith('/ansible_collections') ? path : join(path, 'ansible_collections')));
  const around = /^.*\/ansible_collections(?=\/\w+\/\w+\/playbooks(?:\/|$))/.exec(directory) ?? [];
  return [...new Set([...roots, ...around])];
}

/** The folder of an installed collection. */
export function findCollection(name: string, source: CollectionSource): string | undefined {
  const [namespace = '', short = ''] = name.split('.');
  return collectionRoots(source)
    .map((root) => join(root, namespace, short))
    .find((path) => source.reader.isDirectory(path));
}

/**
 * The collections in which names without a namespace are looked for: that of the playbook, then the nearest
 * `collections`. In a role these are its own collection and those of its `meta/main.yml`: roles take none from the play
 * that uses them.
 */
export function collectionsAround(node: PlaybookNode): readonly string[] {
  const { role } = node;
  for (let current: PlaybookNode | undefined = node; current && current.role === role; current = current.parent) {
    const written = current.keywords.get('collections');
    if (written) return [...homeOf(node), ...collectionNames(written.value)];
  }
  return role?.collections ?? homeOf(node);
}

/** The collection whose playbook is being read, as a list of one or none. */
export function homeOf(node: PlaybookNode): readonly string[] {
  for (let current: PlaybookNode | undefined = node; current; current = current.parent)
    if (current.home !== undefined) return [current.home];
  return [];
}

/** The names of a `collections` list. */
export function collectionNames(value: Value): string[] {
  const names = isList(value) ? value : [value];
  return names
    .map((name) => (name instanceof TemplateText ? name.source : name))
    .filter((name) => typeof name === 'string');
}
