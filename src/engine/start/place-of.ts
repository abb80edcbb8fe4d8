import { formatPosition } from '../../base/position.js';
import type { Task } from '../../playbook/nodes.js';

/** Where a task is written, by which it is known again when its file is read anew. */
export function placeOf({ at, id }: Task): string {
  return at ? formatPosition(at) : `task ${id}`;
}
