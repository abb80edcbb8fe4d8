import { join } from 'node:path';
import type { Position } from '../base/position.js';
import { groupLayerNames } from '../config/group-layers.js';
import type { Inventory } from '../inventory/inventory.js';
import type { InventoryGroup, InventoryHost } from '../inventory/members.js';
import { mergeDeep, type HashBehaviour } from '../inventory/merge-variables.js';
import { placeOfVariable } from '../inventory/variable-places.js';
import { positionOfKey } from '../values/origin.js';
import type { Value } from '../values/value.js';
import type { VariableFiles } from './group-vars-files.js';

/** Variables of one place that count for a host. Of two layers the later one wins. */
export interface VariableLayer {
  /** The source in the user's words: `group vars of web`, `group_vars/web`, `host vars`, `host_vars`. */
  readonly kind: 'inventory group vars' | 'group_vars' | 'inventory host vars' | 'host_vars';
  /** The group's or host's name. */
  readonly of: string;
  readonly variables: ReadonlyMap<Value, Value>;
  /** Where a variable is written. */
  placeOf(name: string): Position | undefined;
}

type GroupLayers = (typeof groupLayerNames)[number];

export interface InventoryVariablesOptions {
  /** Folders of the playbook, the weakest first, whose group_vars and host_vars win over those beside the inventory. */
  readonly playbookRoots?: readonly string[];
  /** `hash_behaviour`: whether a dict replaces the one it wins over, or is merged into it. */
  readonly hashBehaviour?: HashBehaviour;
  /** Whether every host is in `all`, as it is once an inventory is complete. Default: yes. */
  readonly impliesAll?: boolean;
  /** Whether group_vars and host_vars are read (the vars plugin `host_group_vars`). Default: yes. */
  readonly usesFiles?: boolean;
  /**
   * Whether what stands in files beside the inventory counts as if it was written in the inventory, and other files do not
   * count (`run_vars_plugins=start`). Default: no.
   */
  readonly readsFilesAtStart?: boolean;
  /** The order in which group variables are merged; what is not named does not count. */
  readonly precedence?: readonly GroupLayers[];
}

/** The variables of an inventory's hosts, in Ansible's layers 3 to 9; made once a run, asked for each host. */
export class InventoryVariables {
  readonly #ofGroups = new Map<string, ReadonlyMap<string, Value>>();

  constructor(
    readonly inventory: Inventory,
    readonly files: VariableFiles,
    readonly options: InventoryVariablesOptions = {},
  ) {}

  /** A host's variables, all layers merged. */
  of(host: InventoryHost): ReadonlyMap<string, Value> {
    const hostLayers = this.#hostLayers(host);
    const fromGroups = this.#mergedGroups(host);
    return hostLayers.length === 0 ? fromGroups : this.#merge(hostLayers, fromGroups);
  }

  /** All layers of a host, the weakest first: the candidates for each of its variables. */
  layersOf(host: InventoryHost): VariableLayer[] {
    return [...this.#groupLayers(host.allGroups()), ...this.#hostLayers(host)];
  }

  /** Forgets what was merged: groups or their variables have changed. */
  refresh(): void {
    this.#ofGroups.clear();
  }

  /** The group variables of one group alone, group_vars files included: what an inventory listing shows. */
  ofGroup(group: InventoryGroup): ReadonlyMap<string, Value> {
    return this.#merge([
      groupLayer(group),
      ...this.#roots().flatMap((root) => this.#fileLayers(root, 'group_vars', group.name)),
    ]);
  }

  /** What is written at a host itself, in the inventory and in host_vars. */
  ofHostAlone(host: InventoryHost): ReadonlyMap<string, Value> {
    return this.#merge(this.#hostLayers(host));
  }

  /** Hosts of the same groups share the result: with many hosts there are few such sets. */
  #mergedGroups(host: InventoryHost): ReadonlyMap<string, Value> {
    const groups = host.allGroups();
    const key = groups.map((group) => group.name).join('\0');
    const known = this.#ofGroups.get(key);
    if (known) return known;
    const merged = this.#merge(this.#groupLayers(groups));
    this.#ofGroups.set(key, merged);
    return merged;
  }

  /** The layers of groups, in the order of the setting `precedence`. */
  #groupLayers(groups: readonly InventoryGroup[]): VariableLayer[] {
    const { all } = this.inventory;
    const atStart = this.options.readsFilesAtStart === true;
    const others = groups.filter((group) => group !== all);
    const every = this.options.impliesAll === false && !groups.includes(all) ? [] : [all];
    const inFiles = (roots: readonly string[], of: readonly InventoryGroup[]): VariableLayer[] =>
      roots.flatMap((root) => of.flatMap((group) => this.#fileLayers(root, 'group_vars', group.name)));
    const written = (group: InventoryGroup): VariableLayer[] => [
      groupLayer(group),
      ...(atStart ? inFiles(this.#inventoryRoots(), [group]) : []),
    ];
    const later = (roots: readonly string[], of: readonly InventoryGroup[]): VariableLayer[] =>
      atStart ? [] : inFiles(roots, of);
    const parts: Readonly<Record<GroupLayers, () => VariableLayer[]>> = {
      all_inventory: () => every.flatMap(written),
      groups_inventory: () => others.flatMap(written),
      all_plugins_inventory: () => later(this.#inventoryRoots(), every),
      all_plugins_play: () => later(this.#playbookRoots(), every),
      groups_plugins_inventory: () => later(this.#inventoryRoots(), others),
      groups_plugins_play: () => later(this.#playbookRoots(), others),
    };
    return (this.options.precedence ?? groupLayerNames).flatMap((name) => parts[name]());
  }

  #hostLayers(host: InventoryHost): VariableLayer[] {
    const written: VariableLayer = {
      kind: 'inventory host vars',
      of: host.name,
      variables: host.vars,
      placeOf: (name) => placeOfVariable(host.vars, name),
    };
    const fromFiles = this.#roots().flatMap((root) => this.#fileLayers(root, 'host_vars', host.name));
    return host.vars.size === 0 ? fromFiles : [written, ...fromFiles];
  }

  #fileLayers(root: string, kind: 'group_vars' | 'host_vars', name: string): VariableLayer[] {
    if (name.startsWith('/') || this.options.usesFiles === false) return [];
    return this.files.find(join(root, kind), name).map(({ variables }) => ({
      kind,
      of: name,
      variables,
      placeOf: (variable: string) => positionOfKey(variables, variable),
    }));
  }

  #roots(): readonly string[] {
    return [...this.#inventoryRoots(), ...this.#playbookRoots()];
  }

  #inventoryRoots(): string[] {
    return this.inventory.sources.flatMap(({ directory }) => (directory === undefined ? [] : [directory]));
  }

  #playbookRoots(): readonly string[] {
    return this.options.readsFilesAtStart === true ? [] : (this.options.playbookRoots ?? []);
  }

  #merge(layers: readonly VariableLayer[], onto: ReadonlyMap<string, Value> = new Map()): ReadonlyMap<string, Value> {
    const merged = new Map(onto);
    const isDeep = this.options.hashBehaviour === 'merge';
    for (const { variables } of layers) {
      for (const [key, value] of variables)
        merged.set(String(key), isDeep ? mergeDeep(merged.get(String(key)), value) : value);
    }
    return merged;
  }
}

function groupLayer(group: InventoryGroup): VariableLayer {
  return {
    kind: 'inventory group vars',
    of: group.name,
    variables: group.vars,
    placeOf: (name) => placeOfVariable(group.vars, name),
  };
}
