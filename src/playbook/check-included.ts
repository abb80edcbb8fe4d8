import { isAbsolute } from 'node:path';
import { shortName } from './action-name.js';
import { findTaskFile } from './imports.js';
import { includedName } from './included-name.js';
import { collectKeyword, findKeyword, type PlaybookNode, type Task } from './nodes.js';
import { getRoleDirectory } from './find-role.js';
import type { TaskSource } from './task-source.js';

/**
 * Reports a file or role that an include names and nobody has. Only what is certain to be missed is reported: a plain
 * name, of content rather than of a file that the run may make, where nothing guards the include.
 */
export function checkIncluded(task: Task, source: TaskSource): void {
  const isRole = shortName(task.action) === 'include_role';
  const name = includedName(task.args, isRole ? ['name', 'role'] : ['file']);
  if (!source.reader.checksAhead) return;
  if (typeof name !== 'string' || isAbsolute(name) || task.loop !== undefined || isGuarded(task)) return;
  if (isRole) getRoleDirectory(name, source, task.at);
  else findTaskFile(name, task, source);
}

/** Whether conditions, tags, a rescue or `ignore_errors` may keep the include from failing the play. */
function isGuarded(task: Task): boolean {
  if (collectKeyword(task, 'when').length > 0 || findKeyword(task, 'ignore_errors')) return true;
  if (collectKeyword(task, 'tags').length > 0) return true;
  for (let node: PlaybookNode | undefined = task.parent; node; node = node.parent) {
    if (node.keywords.has('rescue')) return true;
  }
  return false;
}
