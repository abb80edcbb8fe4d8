import { dirname } from 'node:path';
import type { PlaybookNode } from '../playbook/nodes.js';

/** The values of the setting `playbook_vars_root`. */
export type VariableRoots = 'top' | 'bottom' | 'all';

/**
 * The folders whose group_vars and host_vars count for a task beside those of the inventory, the weakest first: that of the
 * playbook (`top`); or those of the task's role, of the roles that led to it, and of the file it is written in (`all`), or
 * the first of these (`bottom`).
 */
export function variableRoots(node: PlaybookNode, directory: string, rule: VariableRoots): readonly string[] {
  if (rule === 'top' || !('file' in node) || typeof node.file !== 'string') return [directory];
  const roles = node.role ? [node.role, ...node.role.parents] : [];
  const roots = [...roles.map((role) => role.directory), dirname(node.file)];
  return rule === 'all' ? roots : roots.slice(0, 1);
}
