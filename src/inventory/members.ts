import type { Value } from '../values/value.js';
import { mergeDeep, type HashBehaviour } from './merge-variables.js';

interface HostDetails {
  readonly source?: string | undefined;
  readonly isImplicit?: boolean;
  readonly hashBehaviour?: HashBehaviour;
}

/** A host of the inventory with the variables written at it. */
export class InventoryHost {
  /** Variables of the inventory sources themselves; host_vars come later. */
  readonly vars: Map<string, Value> = new Map();
  /** The groups it was put into, without their parents. */
  readonly groups = new Set<InventoryGroup>();
  /** The inventory file that named it first. */
  readonly source: string | undefined;
  /** The localhost that nobody wrote down. */
  readonly isImplicit: boolean;

  readonly #hashBehaviour: HashBehaviour;

  constructor(
    readonly name: string,
    { source, isImplicit = false, hashBehaviour = 'replace' }: HostDetails = {},
  ) {
    this.source = source;
    this.isImplicit = isImplicit;
    this.#hashBehaviour = hashBehaviour;
  }

  setVariable(name: string, value: Value): void {
    this.vars.set(name, this.#hashBehaviour === 'merge' ? mergeDeep(this.vars.get(name), value) : value);
  }

  join(group: InventoryGroup): void {
    this.groups.add(group);
    group.hosts.add(this);
  }

  leave(group: InventoryGroup): void {
    this.groups.delete(group);
    group.hosts.delete(this);
  }

  /** All its groups with their ancestors, in the order in which variables are merged: later ones win. */
  allGroups(): InventoryGroup[] {
    const found = new Set<InventoryGroup>();
    for (const group of this.groups) {
      found.add(group);
      for (const ancestor of group.ancestors()) found.add(ancestor);
    }
    return [...found].sort(byPrecedence);
  }
}

/** A group of the inventory with the variables written at it. */
export class InventoryGroup {
  readonly vars: Map<string, Value> = new Map();
  readonly hosts = new Set<InventoryHost>();
  readonly children = new Set<InventoryGroup>();
  readonly parents = new Set<InventoryGroup>();
  /** `ansible_group_priority`: of groups equally deep, the higher wins. */
  priority = 1;
  #depth = 0;

  constructor(
    readonly name: string,
    readonly hashBehaviour: HashBehaviour = 'replace',
  ) {}

  /** How far below `all` it lies, on the longest way. */
  get depth(): number {
    return this.#depth;
  }

  setVariable(name: string, value: Value): void {
    if (name === 'ansible_group_priority') this.priority = Number(value);
    else this.vars.set(name, this.hashBehaviour === 'merge' ? mergeDeep(this.vars.get(name), value) : value);
  }

  adopt(child: InventoryGroup): void {
    this.children.add(child);
    child.parents.add(this);
    child.#sink(this.#depth + 1);
  }

  ancestors(): Set<InventoryGroup> {
    return reach(this, 'parents');
  }

  /** Itself and all groups below, level by level. */
  descendants(): Set<InventoryGroup> {
    return new Set([this, ...reach(this, 'children')]);
  }

  /** The hosts of the group and of all groups below, each once. */
  allHosts(): InventoryHost[] {
    const hosts = new Set<InventoryHost>();
    for (const group of this.descendants()) for (const host of group.hosts) hosts.add(host);
    return [...hosts];
  }

  #sink(depth: number): void {
    if (depth <= this.#depth) return;
    this.#depth = depth;
    for (const child of this.children) child.#sink(depth + 1);
  }
}

/** Names that always reach the machine provision runs on. */
export const localNames: readonly string[] = ['localhost', '127.0.0.1', '::1'];

export function isLocalName(name: string): boolean {
  return localNames.includes(name);
}

function reach(start: InventoryGroup, way: 'parents' | 'children'): Set<InventoryGroup> {
  const found = new Set<InventoryGroup>();
  for (let level = [...start[way]]; level.length > 0;) {
    const fresh = level.filter((group) => !found.has(group));
    for (const group of fresh) found.add(group);
    level = fresh.flatMap((group) => [...group[way]]);
  }
  return found;
}

/** Deeper groups win over their parents; then the priority, then the name decides. */
function byPrecedence(a: InventoryGroup, b: InventoryGroup): number {
  return a.depth - b.depth || a.priority - b.priority || (a.name < b.name ? -1 : a.name > b.name ? 1 : 0);
}
