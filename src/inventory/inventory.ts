import type { Position } from '../base/position.js';
import { ProvisionError } from '../base/errors.js';
import type { Value } from '../values/value.js';
import type { HashBehaviour } from './merge-variables.js';
import { InventoryGroup, InventoryHost, isLocalName, localNames } from './members.js';
import { matchHosts, type PatternOptions } from './patterns.js';

/** One `-i` argument after loading. */
export interface InventorySource {
  /** The path, or the host list as given. */
  readonly name: string;
  /** Where group_vars and host_vars lie; a host list has none. */
  readonly directory: string | undefined;
}

/** What the configuration says about an inventory's contents. */
export interface InventoryRules {
  readonly groupName?: (name: string) => string;
  readonly hashBehaviour?: HashBehaviour;
}

/** Hosts and groups of all sources, as Ansible sees them. Loading fills it; add_host and group_by add to it later. */
export class Inventory {
  readonly #hosts = new Map<string, InventoryHost>();
  readonly #groups = new Map<string, InventoryGroup>();
  readonly #sources: InventorySource[] = [];
  #implicitLocalhost: InventoryHost | undefined;
  #revision = 0;
  /** What the run itself added, to be added again after the sources have been read anew. */
  readonly #additions: (() => void)[] = [];

  readonly #hashBehaviour: HashBehaviour;
  /** What a group is called that was written under a name. */
  readonly groupName: (name: string) => string;

  constructor(
    readonly patternOptions: PatternOptions = {},
    { groupName = (name) => name, hashBehaviour = 'replace' }: InventoryRules = {},
  ) {
    this.groupName = groupName;
    this.#hashBehaviour = hashBehaviour;
    this.addChild(this.all, this.addGroup('ungrouped'));
  }

  get all(): InventoryGroup {
    return this.addGroup('all');
  }

  get hosts(): ReadonlyMap<string, InventoryHost> {
    return this.#hosts;
  }

  get groups(): ReadonlyMap<string, InventoryGroup> {
    return this.#groups;
  }

  /** Grows whenever a run adds hosts, groups or memberships: what was merged before may be out of date. */
  get revision(): number {
    return this.#revision;
  }

  get sources(): readonly InventorySource[] {
    return this.#sources;
  }

  addSource(source: InventorySource): void {
    this.#sources.push(source);
  }

  addGroup(written: string): InventoryGroup {
    if (written === '') throw new ProvisionError('E0201', 'a group must have a name');
    const name = this.groupName(written);
    const group = this.#groups.get(name) ?? new InventoryGroup(name, this.#hashBehaviour);
    this.#groups.set(name, group);
    return group;
  }

  /** Adds a host, or finds the one of that name, and puts it into a group. */
  declareHost(name: string, group?: InventoryGroup, source?: string): InventoryHost {
    if (name === '') throw new ProvisionError('E0201', 'a host must have a name');
    const host = this.#hosts.get(name) ?? new InventoryHost(name, { source, hashBehaviour: this.#hashBehaviour });
    this.#hosts.set(name, host);
    if (group) host.join(group);
    return host;
  }

  addChild(parent: InventoryGroup, child: InventoryGroup): void {
    if (parent === child || parent.ancestors().has(child)) {
      throw new ProvisionError(
        'E0201',
        `the group "${child.name}" cannot be a child of "${parent.name}": they would contain each other`,
      );
    }
    parent.adopt(child);
  }

  /** `add_host`: a host with variables, in groups that are made when they are missing. */
  addHost(name: string, groups: readonly string[], vars: ReadonlyMap<string, Value>): InventoryHost {
    this.#additions.push(() => void this.#addHost(name, groups, vars));
    return this.#addHost(name, groups, vars);
  }

  #addHost(name: string, groups: readonly string[], vars: ReadonlyMap<string, Value>): InventoryHost {
    const host = this.declareHost(name);
    for (const [key, value] of vars) host.vars.set(key, value);
    const joined = groups.map((group) => this.addGroup(group));
    for (const group of joined) host.join(group);
    this.#settle(host, joined);
    return host;
  }

  /** `group_by`: a host joins a group, which becomes a child of its parents. */
  addHostToGroup(hostName: string, groupName: string, parents: readonly string[] = []): void {
    // A host that is gone when the sources are read again is not brought back.
    this.#additions.push(() => this.findHost(hostName) && this.#addHostToGroup(hostName, groupName, parents));
    this.#addHostToGroup(hostName, groupName, parents);
  }

  #addHostToGroup(hostName: string, groupName: string, parents: readonly string[]): void {
    const group = this.addGroup(groupName);
    const parentGroups = parents.map((parent) => this.addGroup(parent));
    for (const above of parentGroups) {
      if (above !== group && !group.ancestors().has(above)) this.addChild(above, group);
    }
    const host = this.findHost(hostName) ?? this.declareHost(hostName);
    host.join(group);
    this.#settle(host, [group, ...parentGroups]);
  }

  /** A host by name. `localhost` and its kin exist without being written down. */
  findHost(name: string): InventoryHost | undefined {
    const host = this.#hosts.get(name);
    if (host || !isLocalName(name)) return host;
    return this.#writtenLocalhost() ?? this.#localhost(name);
  }

  /** The names of the hosts that a pattern gives, in Ansible's order; `limit` is what `-l` says, `at` where the pattern is written. */
  match(pattern: string | readonly string[], limit?: string, at?: Position): string[] {
    return matchHosts(this, pattern, { ...this.patternOptions, limit, at });
  }

  /** As {@link match}, where it is no mistake that a pattern matches nothing. */
  find(pattern: string): string[] {
    return matchHosts(this, pattern, { directory: this.patternOptions.directory });
  }

  /** `meta: refresh_inventory`: the hosts and groups are now those of `fresh`, and what the run added to them. */
  refresh(fresh: Inventory): void {
    this.#hosts.clear();
    this.#groups.clear();
    for (const [name, host] of fresh.hosts) this.#hosts.set(name, host);
    for (const [name, group] of fresh.groups) this.#groups.set(name, group);
    for (const add of this.#additions) add();
    this.#revision++;
    this.reconcile();
  }

  /** Puts every group under `all` and hosts without a group into `ungrouped`. */
  reconcile(): void {
    for (const group of this.#groups.values()) this.#reconcileGroup(group);
    for (const host of this.#hosts.values()) this.#reconcileHost(host);
  }

  /** After an addition of the run: only what it touched has to be looked at, however many hosts there are. */
  #settle(host: InventoryHost, groups: readonly InventoryGroup[]): void {
    this.#revision++;
    for (const group of groups) this.#reconcileGroup(group);
    if (this.#hosts.has(host.name)) this.#reconcileHost(host);
  }

  #reconcileGroup(group: InventoryGroup): void {
    if (group !== this.all && group.parents.size === 0) this.addChild(this.all, group);
  }

  #reconcileHost(host: InventoryHost): void {
    const ungrouped = this.addGroup('ungrouped');
    const isGrouped = [...host.groups].some((group) => group !== ungrouped && group !== this.all);
    if (isGrouped) host.leave(ungrouped);
    else host.join(ungrouped);
  }

  /** The host that is written down under any of the local names. */
  #writtenLocalhost(): InventoryHost | undefined {
    const written = localNames.filter((name) => this.#hosts.has(name));
    // Of several the first that was declared counts.
    const [only] = written.length > 1 ? [...this.#hosts.keys()].filter((name) => written.includes(name)) : written;
    return only === undefined ? undefined : this.#hosts.get(only);
  }

  #localhost(name: string): InventoryHost {
    this.#implicitLocalhost ??= new InventoryHost(name, { isImplicit: true });
    this.#implicitLocalhost.vars.set('ansible_connection', 'local');
    return this.#implicitLocalhost;
  }
}
