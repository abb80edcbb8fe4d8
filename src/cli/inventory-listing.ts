import { dumpJson } from '../values/python-json/dump.js';
import { emitYaml } from '../filters/yaml/emit.js';
import { representYaml } from '../filters/yaml/represent.js';
import { emitToml } from './emit-toml.js';
import type { Inventory } from '../inventory/inventory.js';
import type { InventoryGroup, InventoryHost } from '../inventory/members.js';
import {
  TemplateText,
  UnsafeText,
  VaultText,
  holdsTemplate,
  isDict,
  isList,
  type Dict,
  type Value,
  plainText,
} from '../values/value.js';

/** What a listing shows, and of which hosts. */
export interface Listing {
  readonly inventory: Inventory;
  readonly hosts: ReadonlySet<string>;
  variablesOf(host: InventoryHost): ReadonlyMap<string, Value>;
  /** The variables of groups, when they are listed (`--export`). */
  readonly groupVariablesOf: ((group: InventoryGroup) => ReadonlyMap<string, Value>) | undefined;
}

/** The inventory as the JSON that executable inventories print. */
export function listAsJson(listing: Listing): string {
  const result: Dict = new Map();
  addGroup(listing.inventory.all, { result, listing, seen: new Set() });
  const hostVars: Dict = new Map();
  for (const host of listing.inventory.hosts.values()) {
    const vars = listing.hosts.has(host.name) ? listing.variablesOf(host) : new Map<string, Value>();
    if (vars.size > 0) hostVars.set(host.name, new Map(vars));
  }
  result.set(
    '_meta',
    new Map<Value, Value>([
      ['hostvars', hostVars],
      ['profile', 'inventory_legacy'],
    ]),
  );
  return printJson(result, true);
}

interface Filling {
  readonly result: Dict;
  readonly listing: Listing;
  readonly seen: Set<InventoryGroup>;
}

function addGroup(group: InventoryGroup, filling: Filling): void {
  const { result, listing, seen } = filling;
  const entry: Dict = new Map();
  if (group !== listing.inventory.all)
    setUnlessEmpty(
      entry,
      'hosts',
      shownHosts(group, listing).map((host) => host.name),
    );
  setUnlessEmpty(
    entry,
    'children',
    [...group.children].map((child) => child.name),
  );
  const vars = listing.groupVariablesOf?.(group);
  if (vars && vars.size > 0) entry.set('vars', new Map(vars));
  if (entry.size > 0) result.set(group.name, entry);
  for (const child of group.children) {
    if (seen.has(child)) continue;
    seen.add(child);
    addGroup(child, filling);
  }
}

/** The inventory as a YAML inventory. A host's variables are shown where it comes first. */
export function listAsYaml(listing: Listing): string {
  const seen = { groups: new Set<InventoryGroup>(), hosts: new Set<InventoryHost>() };
  const all = yamlGroup(listing.inventory.all, listing, seen);
  return printYaml(all.size > 0 ? new Map<Value, Value>([['all', all]]) : new Map());
}

interface Seen {
  readonly groups: Set<InventoryGroup>;
  readonly hosts: Set<InventoryHost>;
}

function yamlGroup(group: InventoryGroup, listing: Listing, seen: Seen): Dict {
  const entry: Dict = new Map();
  const children: Dict = new Map();
  for (const child of group.children) addYamlChild(child, { children, listing, seen });
  if (children.size > 0) entry.set('children', children);
  const hosts: Dict = new Map();
  for (const host of group === listing.inventory.all ? [] : shownHosts(group, listing)) {
    hosts.set(host.name, seen.hosts.has(host) ? new Map() : new Map(listing.variablesOf(host)));
    seen.hosts.add(host);
  }
  if (hosts.size > 0) entry.set('hosts', hosts);
  const vars = listing.groupVariablesOf?.(group);
  if (vars && vars.size > 0) entry.set('vars', new Map(vars));
  return entry;
}

function addYamlChild(
  child: InventoryGroup,
  { children, listing, seen }: { children: Dict; listing: Listing; seen: Seen },
): void {
  if (seen.groups.has(child)) {
    children.set(child.name, new Map());
    return;
  }
  seen.groups.add(child);
  const entry = yamlGroup(child, listing, seen);
  if (entry.size > 0) children.set(child.name, entry);
}

/** The inventory as TOML: a table for each group that holds anything. A host's variables are shown where it comes first. */
export function listAsToml(listing: Listing): string {
  const result: Dict = new Map();
  addTomlGroup(listing.inventory.all, { result, listing, seen: new Set() });
  return printToml(result);
}

interface TomlFilling {
  readonly result: Dict;
  readonly listing: Listing;
  readonly seen: Set<InventoryHost>;
}

function addTomlGroup(group: InventoryGroup, filling: TomlFilling): void {
  const { result, listing, seen } = filling;
  const isTop = group === listing.inventory.all;
  const children = [...group.children].filter((child) => child.name !== 'ungrouped' || child.hosts.size > 0);
  const entry: Dict = new Map();
  result.set(group.name, entry);
  setUnlessEmpty(entry, 'children', isTop ? [] : children.map((child) => child.name));
  for (const child of children) addTomlGroup(child, filling);
  const hosts: Dict = new Map();
  for (const host of isTop ? [] : shownHosts(group, listing)) {
    hosts.set(host.name, seen.has(host) ? new Map() : new Map(listing.variablesOf(host)));
    seen.add(host);
  }
  if (hosts.size > 0) entry.set('hosts', hosts);
  const vars = listing.groupVariablesOf?.(group);
  if (vars && vars.size > 0) entry.set('vars', new Map(vars));
  if (entry.size === 0) result.delete(group.name);
}

/** Values as TOML: templates as they are written, encrypted text as it is. */
export function printToml(result: Dict): string {
  const shown = mapLeaves(result, (leaf) => {
    if (leaf instanceof VaultText) return leaf.armoured;
    return leaf instanceof TemplateText ? leaf.source : plainText(leaf);
  });
  return emitToml(isDict(shown) ? shown : new Map());
}

function shownHosts(group: InventoryGroup, { hosts }: Listing): InventoryHost[] {
  return [...group.hosts].filter((host) => hosts.has(host.name));
}

function setUnlessEmpty(entry: Dict, key: string, names: string[]): void {
  if (names.length > 0) entry.set(key, names);
}

/** Values as JSON with sorted keys. Encrypted text stays encrypted; `marksUnsafe` shows what is text although it looks like a template. */
export function printJson(value: Value, marksUnsafe: boolean): string {
  const plain = mapLeaves(value, (leaf) => {
    if (leaf instanceof VaultText) return new Map([['__ansible_vault', leaf.armoured]]);
    const isUnsafe = leaf instanceof UnsafeText || (typeof leaf === 'string' && holdsTemplate(leaf));
    if (isUnsafe && marksUnsafe) return new Map([['__ansible_unsafe', plainText(leaf)]]);
    return leaf instanceof TemplateText ? leaf.source : plainText(leaf);
  });
  return `${dumpJson(plain, { indent: '    ', itemSeparator: ',', keySeparator: ': ', sortKeys: true, ensureAscii: false, allowNan: true })}\n`;
}

/** Values as YAML with sorted keys; encrypted text stays encrypted. */
export function printYaml(value: Value): string {
  const plain = mapLeaves(value, (leaf) => (leaf instanceof TemplateText ? leaf.source : plainText(leaf)));
  return emitYaml(representYaml(plain, { style: undefined, flow: false, sortKeys: true }));
}

/** Containers that occur twice stay one, so that YAML writes them once. */
function mapLeaves(value: Value, map: (leaf: Value) => Value, known = new Map<Value, Value>()): Value {
  if (!isList(value) && !isDict(value)) return map(value);
  const earlier = known.get(value);
  if (earlier !== undefined) return earlier;
  const mapped: Value = isList(value)
    ? value.map((item) => mapLeaves(item, map, known))
    : new Map([...value].map(([key, member]) => [key, mapLeaves(member, map, known)] as const));
  known.set(value, mapped);
  return mapped;
}
