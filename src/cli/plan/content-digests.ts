import { createHash } from 'node:crypto';
import { readFileSync, readdirSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** The folders beside a playbook or an inventory that hold content. */
const contentFolders = [
  'roles',
  'group_vars',
  'host_vars',
  'templates',
  'files',
  'vars',
  'tasks',
  'handlers',
  'library',
  'collections',
];

/** The digests of the content that a plan was made from, by path: files and what belongs to them by its place. */
export function contentDigests(paths: readonly string[]): Readonly<Record<string, string>> {
  const files = new Set<string>();
  for (const path of paths) {
    gather(path, files);
    for (const folder of contentFolders) gather(join(dirname(path), folder), files);
    for (const name of listing(dirname(path)))
      if (/\.(?:ya?ml|j2|cfg|toml)$/.test(name)) gather(join(dirname(path), name), files);
  }
  return Object.fromEntries([...files].sort().map((file) => [file, digestOf(file)]));
}

function gather(path: string, files: Set<string>): void {
  const about = statSync(path, { throwIfNoEntry: false });
  if (about?.isFile()) files.add(path);
  else if (about?.isDirectory())
    for (const name of listing(path)) if (!name.startsWith('.git')) gather(join(path, name), files);
}

function listing(directory: string): string[] {
  return statSync(directory, { throwIfNoEntry: false })?.isDirectory() ? readdirSync(directory) : [];
}

function digestOf(path: string): string {
  return createHash('sha256').update(readFileSync(path)).digest('hex');
}

/** The files that are not as they were, that are new, or that are gone. */
export function changedContent(
  before: Readonly<Record<string, string>>,
  now: Readonly<Record<string, string>>,
): string[] {
  return [...new Set([...Object.keys(before), ...Object.keys(now)])].filter((path) => before[path] !== now[path]);
}
