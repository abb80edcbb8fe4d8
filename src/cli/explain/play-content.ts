import type { PlayRun } from '../../engine/run.js';
import type { PlaybookNode, Role, Task } from '../../playbook/nodes.js';

/** A variable as a play sees it on a host. */
export interface Asked {
  readonly name: string;
  readonly host: string;
  readonly playRun: PlayRun;
  /** The tasks of the play with those of its includes. */
  readonly tasks: readonly Task[];
  /** Its roles with those that they depend on, the last first. */
  readonly roles: readonly Role[];
  /** Its tasks, blocks, includes and role entries, each once, the innermost first. */
  readonly nodes: readonly PlaybookNode[];
}

/** What a play consists of, gathered once for all hosts. */
export function contentOfPlay(playRun: PlayRun, tasks: readonly Task[]): Omit<Asked, 'name' | 'host'> {
  return { playRun, tasks, roles: rolesOf({ playRun, tasks }), nodes: distinctNodes({ playRun, tasks }) };
}

type PlayTasks = Pick<Asked, 'playRun' | 'tasks'>;

function rolesOf({ playRun, tasks }: PlayTasks): Role[] {
  const found = new Map<string, Role>();
  const add = (role: Role): void => {
    const key = `${role.signature} ${playRun.variables.roles.includes(role)}`;
    if (found.has(key)) return;
    found.set(key, role);
    for (const other of [...role.dependencies, ...role.parents]) add(other);
  };
  for (const role of playRun.variables.roles) add(role);
  for (const task of tasks) if (task.role) add(task.role);
  return [...found.values()].reverse();
}

function distinctNodes({ playRun, tasks }: PlayTasks): PlaybookNode[] {
  const nodes = new Set<PlaybookNode>();
  for (const task of tasks)
    for (let node: PlaybookNode | undefined = task; node && node !== playRun.play; node = node.parent) nodes.add(node);
  return [...nodes];
}
