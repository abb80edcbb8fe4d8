import { dirname, isAbsolute, join, resolve } from 'node:path';
import type { PlaybookNode, Role } from '../playbook/nodes.js';

/** What {@link searchPath} starts from. */
export interface SearchStart {
  readonly node: PlaybookNode;
  /** The playbook's directory. */
  readonly directory: string;
}

/**
 * The directories in which a task's files are looked for, as Ansible's "search paths in ansible" documents them: those of
 * its role and the roles that led to it, of the file it is written in, and of the playbook; in each the folder of the kind
 * (`files`, `templates` ...) comes first.
 */
export function searchPath(kind: string, { node, directory }: SearchStart): string[] {
  const roles: readonly Role[] = node.role ? [node.role, ...node.role.parents] : [];
  const starts = [...roles.flatMap((role) => [role.directory]), ...fileDirectories(node), directory];
  const within = starts.flatMap((start) => [join(start, kind), start]);
  const besideTasks = roles.map((role) => join(role.directory, 'tasks'));
  return [...new Set([...within, ...besideTasks])];
}

function fileDirectories(node: PlaybookNode): string[] {
  const directories: string[] = [];
  for (let current: PlaybookNode | undefined = node; current; current = current.parent) {
    if ('file' in current && typeof current.file === 'string') directories.push(dirname(current.file));
    else if (current.at) directories.push(dirname(current.at.file));
  }
  return [...new Set(directories)];
}

/** The first of the search path's directories that has the file. */
export function findInPath(
  name: string,
  path: readonly string[],
  exists: (path: string) => boolean,
): string | undefined {
  if (isAbsolute(name)) return exists(name) ? name : undefined;
  return path.map((directory) => resolve(directory, name)).find(exists);
}
