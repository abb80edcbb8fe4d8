import { isDict, isList, type Dict, type Value } from '../values/value.js';
import { fullRoleName, type PlaybookNode, type Role } from './nodes.js';
import type { TaskSource } from './task-source.js';

/** The variables known before the run at a node: those of its role and its play, and `vars` from the outside in. */
export function earlyVariables(
  node: PlaybookNode,
  { variables, directory }: Pick<TaskSource, 'variables' | 'directory'>,
): ReadonlyMap<string, Value> {
  const { role } = node;
  const roles = role ? [role, ...role.parents].reverse() : [];
  const known = new Map<string, Value>();
  for (const member of roles) add(known, member.defaults);
  for (const [name, value] of variables) known.set(name, value);
  for (const member of roles) add(known, member.vars);
  for (const { keywords } of chainOf(node)) {
    const vars = keywords.get('vars')?.value;
    for (const part of isList(vars) ? vars : [vars]) if (isDict(part)) add(known, part);
  }
  for (const member of roles) add(known, member.parameters);
  if (role) add(known, roleNames(role));
  known.set('playbook_dir', directory);
  return known;
}

function roleNames(role: Role): Dict {
  return new Map<Value, Value>([
    ['role_name', role.name],
    ['role_path', role.directory],
    ['ansible_role_name', fullRoleName(role)],
  ]);
}

function add(known: Map<string, Value>, dict: Dict): void {
  for (const [name, value] of dict) known.set(String(name), value);
}

/** The nodes around this one, the outermost first. */
function chainOf(node: PlaybookNode): PlaybookNode[] {
  return node.parent ? [...chainOf(node.parent), node] : [node];
}
