import { ProvisionError } from '../../base/errors.js';
import { parseToml } from '../../source/parse-toml.js';
import { positionOf } from '../../values/origin.js';
import { typeName } from '../../values/type-name.js';
import { isDict, isList, type Dict, type Value } from '../../values/value.js';
import { setHostVariables } from '../host-variables.js';
import { expandHosts } from '../host-range.js';
import type { InventoryFile } from '../inventory-file.js';
import type { InventoryGroup } from '../members.js';
import type { InventoryPlugin, Loading } from '../plugin.js';

/** TOML files: tables of groups with `hosts`, `vars` and a list of `children`. */
export const toml: InventoryPlugin = {
  name: 'toml',
  accepts: (file) => file.exists && file.extension === '.toml',
  read(file, loading) {
    const data = parseToml(file.text(), file.path);
    if (data.size === 0) throw bad('Parsed empty TOML file', data);
    if (data.has('plugin')) throw bad('Plugin configuration TOML file, not TOML inventory', data);
    for (const [name, group] of data) readGroup(String(name), group, { file, loading });
  },
};

interface Reading {
  readonly file: InventoryFile;
  readonly loading: Loading;
}

function readGroup(name: string, data: Value, reading: Reading): void {
  const { inventory, warn } = reading.loading;
  if (!isDict(data)) {
    warn(`Skipping '${name}' as this is not a valid group definition`);
    return;
  }
  const group = inventory.addGroup(name);
  for (const [key, section] of data) {
    if (key === 'vars') readVariables(section, group);
    else if (key === 'children') readChildren(section, group, reading);
    else if (key === 'hosts') readHosts(section, group, reading);
    else
      warn(
        `Skipping unexpected key "${String(key)}" in group "${name}", only "vars", "children" and "hosts" are valid`,
      );
  }
}

function readVariables(section: Value, group: InventoryGroup): void {
  for (const [name, value] of dictOf(section, 'vars', group)) group.setVariable(String(name), value);
}

function readChildren(section: Value, group: InventoryGroup, { loading: { inventory } }: Reading): void {
  if (!isList(section)) throw wrongType('children', 'list', section, group);
  for (const child of section) {
    const member = inventory.addGroup(String(child));
    if (!member.parents.has(group)) inventory.addChild(group, member);
  }
}

function readHosts(section: Value, group: InventoryGroup, { file, loading: { inventory } }: Reading): void {
  for (const [pattern, vars] of dictOf(section, 'hosts', group)) {
    const { names, port } = expandHosts(String(pattern), positionOf(section));
    for (const name of names) {
      const host = inventory.declareHost(name, group, file.path);
      setHostVariables(host, { port, vars: isDict(vars) ? vars : new Map() });
    }
  }
}

function dictOf(section: Value, key: string, group: InventoryGroup): Dict {
  if (isDict(section)) return section;
  throw wrongType(key, 'dictionary', section, group);
}

function wrongType(key: string, wanted: string, value: Value, group: InventoryGroup): ProvisionError {
  const message = `Invalid "${key}" entry for "${group.name}" group, requires a ${wanted}, found "${typeName(value)}" instead.`;
  return bad(message, value);
}

function bad(message: string, value: Value): ProvisionError {
  return new ProvisionError('E0201', message, { at: positionOf(value) });
}
