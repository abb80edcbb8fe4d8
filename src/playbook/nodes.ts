import type { Position } from '../base/position.js';
import type { Dict, Value } from '../values/value.js';
import type { ResolvedModule } from './resolved-module.js';

/** A keyword as written: its unrendered value and its place. */
export interface Written {
  readonly value: Value;
  readonly at: Position | undefined;
}

/** What all parts of a play share: their keywords, their place and what encloses them. */
export interface PlaybookNode {
  readonly at: Position | undefined;
  readonly keywords: ReadonlyMap<string, Written>;
  readonly parent: PlaybookNode | undefined;
  /** The role this node belongs to, with its directory and variables. */
  readonly role: Role | undefined;
  /** Variables that an include hands to what it brings in: they are stronger than any `vars`. */
  readonly parameters?: ReadonlyMap<string, Value> | undefined;
  /** An entry of `roles` or of a role's dependencies. */
  readonly isRoleEntry?: boolean | undefined;
  /** Of a play: the collection whose playbook was the last that was read, in which names are looked for first. */
  readonly home?: string | undefined;
}

/** A role as applied once: by `roles:`, a dependency, `import_role` or `include_role`. */
export interface Role {
  readonly name: string;
  /** The collection it comes from. */
  readonly collection: string | undefined;
  /** Where names without a namespace are looked for in it: its own collection, and those of its `meta/main.yml`. */
  readonly collections: readonly string[];
  /** What it says of its arguments, by entry point. */
  readonly argumentSpecs: Dict;
  readonly directory: string;
  readonly defaults: Dict;
  readonly vars: Dict;
  /** Keys of the role entry that are no keywords (`- role: x, port: 80`). */
  readonly parameters: Dict;
  /** The roles that led here, nearest first (`ansible_parent_role_names`). */
  readonly parents: readonly Role[];
  readonly dependencies: readonly Role[];
  /** Two applications with the same signature run once a play unless the role allows duplicates. */
  readonly signature: string;
  readonly handlers: readonly TaskNode[];
  /** The tasks of its dependencies, which run before its own. */
  readonly dependencyTasks: readonly TaskNode[];
  readonly allowsDuplicates: boolean;
  /** Whether later tasks of the play see its defaults and vars. */
  readonly isPublic: boolean;
}

export interface Task extends PlaybookNode {
  readonly kind: 'task';
  readonly id: number;
  /** The module as written: it may be a template. */
  readonly action: string;
  readonly module: ResolvedModule;
  readonly actionAt: Position | undefined;
  readonly args: Dict;
  /** `loop`, or the lookup's name for `with_<lookup>`. */
  readonly loop:
    { readonly lookup: string | undefined; readonly value: Value; readonly at: Position | undefined } | undefined;
  readonly isHandler: boolean;
  /** The file it is written in, and the chain of files that led there. */
  readonly file: string;
}

export interface Block extends PlaybookNode {
  readonly kind: 'block';
  readonly block: readonly TaskNode[];
  readonly rescue: readonly TaskNode[];
  readonly always: readonly TaskNode[];
  /** The role whose beginning this block is: it is left out for a host that has run the same role already. */
  readonly startsRole?: Role | undefined;
}

export type TaskNode = Task | Block;

export interface Play extends PlaybookNode {
  readonly kind: 'play';
  readonly file: string;
  /** The playbook's directory: relative paths and `roles/` begin there. */
  readonly directory: string;
  readonly name: string;
  readonly roles: readonly Role[];
  readonly preTasks: readonly TaskNode[];
  readonly roleTasks: readonly TaskNode[];
  readonly tasks: readonly TaskNode[];
  readonly postTasks: readonly TaskNode[];
  readonly handlers: readonly TaskNode[];
}

/** A role's name as Ansible tells it: with the collection it comes from. */
export function fullRoleName({ name, collection }: Role): string {
  return collection === undefined || name.startsWith(`${collection}.`) ? name : `${collection}.${name}`;
}

/** What the tasks of an included or imported role know of the roles that asked for it, nearest first. */
export function parentRoleVariables({ role }: PlaybookNode): [string, Value][] {
  if (!role) return [];
  const roles = [role, ...role.parents];
  return [
    ['ansible_parent_role_names', roles.map(fullRoleName)],
    ['ansible_parent_role_paths', roles.map(({ directory }) => directory)],
  ];
}

/** The nearest value of a keyword, from the node outwards. */
export function findKeyword(node: PlaybookNode, name: string): Written | undefined {
  for (let current: PlaybookNode | undefined = node; current; current = current.parent) {
    const written = current.keywords.get(name);
    if (written) return written;
  }
  return undefined;
}

/** All values of a keyword, outermost first. */
export function collectKeyword(node: PlaybookNode, name: string): Written[] {
  const found: Written[] = [];
  for (let current: PlaybookNode | undefined = node; current; current = current.parent) {
    const written = current.keywords.get(name);
    if (written) found.unshift(written);
  }
  return found;
}

/** All tasks below these nodes, in the order they are written. */
export function* tasksOf(nodes: readonly TaskNode[]): Generator<Task> {
  for (const node of nodes) {
    if (node.kind === 'task') yield node;
    else for (const part of [node.block, node.rescue, node.always]) yield* tasksOf(part);
  }
}
