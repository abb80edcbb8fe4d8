import { ProvisionError, locate } from '../base/errors.js';
import type { Position } from '../base/position.js';
import { positionOfKey } from '../values/origin.js';
import { toText } from '../values/repr.js';
import { isDict, type Dict, type Value } from '../values/value.js';
import { expandHosts } from './host-range.js';
import { setHostVariables } from './host-variables.js';
import type { Inventory } from './inventory.js';
import type { InventoryGroup } from './members.js';
import { rememberVariable } from './variable-places.js';

export interface YamlInventoryOptions {
  readonly file: string;
  readonly warn: (message: string) => void;
}

interface Reading extends YamlInventoryOptions {
  readonly inventory: Inventory;
}

/** Adds the hosts and groups of a YAML inventory. */
export function readYamlInventory(data: Dict, inventory: Inventory, options: YamlInventoryOptions): void {
  const reading = { ...options, inventory };
  for (const [name, group] of data) readGroup(String(name), group, reading);
}

/** Reads a group and what lies below it; `undefined` for what is no group. */
function readGroup(name: string, data: Value, reading: Reading): InventoryGroup | undefined {
  const { inventory, warn } = reading;
  if (data !== null && !isDict(data)) {
    warn(`"${name}" in ${reading.file} is not a group, and is skipped`);
    return undefined;
  }
  const group = inventory.addGroup(name);
  for (const key of data?.keys() ?? []) {
    const section = sectionOf(data, key);
    if (key === 'vars') readVariables(section, group);
    else if (key === 'children') readChildren(section, group, reading);
    else if (key === 'hosts') readHosts(section, group, reading);
    else
      warn(
        `"${String(key)}" of the group "${name}" in ${reading.file} is skipped: a group has hosts, children and vars`,
      );
  }
  return group;
}

/** A section is a mapping; a single name or nothing is a short way to write one. */
function sectionOf(group: Dict | null, key: Value): Dict {
  const section = group?.get(key) ?? null;
  if (section === null) return new Map();
  if (isDict(section)) return section;
  if (typeof section === 'string' && key !== 'vars') return new Map([[section, null]]);
  const where = group ? positionOfKey(group, key) : undefined;
  throw new ProvisionError('E0201', `"${String(key)}" of a group should be a mapping`, {
    at: where,
    hint: `write one "name:" a line below ${String(key)}, without dashes`,
  });
}

function readVariables(vars: Dict, group: InventoryGroup): void {
  for (const [key, value] of vars) {
    group.setVariable(String(key), value);
    const at = positionOfKey(vars, key);
    if (at) rememberVariable(group.vars, String(key), at);
  }
}

function readChildren(children: Dict, group: InventoryGroup, reading: Reading): void {
  for (const [name, data] of children) {
    const child = readGroup(String(name), data, reading);
    try {
      if (child) reading.inventory.addChild(group, child);
    } catch (error) {
      throw locate(error, positionOfKey(children, name));
    }
  }
}

function readHosts(hosts: Dict, group: InventoryGroup, { inventory, file }: Reading): void {
  for (const [pattern, vars] of hosts) {
    const at = positionOfKey(hosts, pattern);
    if (vars !== null && !isDict(vars)) {
      throw new ProvisionError('E0201', `what follows the host "${String(pattern)}" should be a mapping of variables`, {
        at,
      });
    }
    if (typeof pattern !== 'string') throw notText('Host pattern', pattern, at);
    const { names, port } = expandHosts(pattern, at);
    for (const name of names)
      setHostVariables(inventory.declareHost(name, group, file), { port, vars: vars ?? new Map() });
  }
}

function notText(what: string, value: Value, at: Position | undefined): ProvisionError {
  const message = `${what} ${toText(value)} must be a string. Enclose integers/floats in quotation marks.`;
  return new ProvisionError('E0201', message, { at });
}
