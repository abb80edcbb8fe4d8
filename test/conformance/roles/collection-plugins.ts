import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

export type CollectionPlugin = 'module' | 'filter' | 'test' | 'lookup';

const folders = { module: 'modules', filter: 'filter', test: 'test', lookup: 'lookup' } as const;

/** Whether a collection has a plug-in of this full name, as far as can be told without running it. */
export function isInCollection(kind: CollectionPlugin, name: string, collections: string): boolean {
  const [namespace = '', collection = '', ...rest] = name.split('.');
  const last = rest.pop();
  if (last === undefined) return false;
  const folder = join(collections, namespace, collection, 'plugins', folders[kind], ...rest);
  if (!existsSync(folder)) return false;
  const files = readdirSync(folder).filter((file) => file.endsWith('.py'));
  if (kind === 'module' || kind === 'lookup') return files.includes(`${last}.py`);
  // Any file may define them; it names them in its table.
  return files.some((file) => definesName(join(folder, file), last));
}

function definesName(file: string, name: string): boolean {
  const text = readFileSync(file, 'utf8');
  return [`'${name}':`, `"${name}":`].some((entry) => text.includes(entry));
}
