import type { Task, TaskNode } from '../../playbook/nodes.js';

/** What comes after the place where a host stands in its play: the rest of a list of nodes, then what comes after that. */
export interface Course {
  readonly nodes: readonly TaskNode[];
  /** The index of the node that comes next. */
  readonly from: number;
  readonly after: Course | undefined;
}

/** The tasks of a course in the order in which they are run when nothing fails. */
export function* tasksAhead(course: Course | undefined): Generator<Task> {
  for (let rest = course; rest; rest = rest.after) {
    for (const node of rest.nodes.slice(rest.from)) yield* tasksOfNode(node);
  }
}

function* tasksOfNode(node: TaskNode): Generator<Task> {
  if (node.kind === 'task') return yield node;
  for (const part of [node.block, node.always]) for (const inner of part) yield* tasksOfNode(inner);
}
