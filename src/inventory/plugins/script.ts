import { ProvisionError } from '../../base/errors.js';
import { typeName } from '../../values/type-name.js';
import { isDict, isList, type Dict, type Value } from '../../values/value.js';
import type { InventoryFile } from '../inventory-file.js';
import type { InventoryGroup, InventoryHost } from '../members.js';
import type { InventoryPlugin, Loading } from '../plugin.js';
import { readHostJson, readProgramJson, asUnsafe } from '../program-json.js';
import { runProgram } from '../run-program.js';
import { rememberVariable } from '../variable-places.js';

interface Reading {
  readonly path: string;
  readonly loading: Loading;
  /** The hosts this program names: other sources may have named them first. */
  readonly hosts: Set<InventoryHost>;
}

/** Programs that print an inventory as JSON: asked with `--list`, and with `--host` when they give no `_meta.hostvars`. */
export const script: InventoryPlugin = {
  name: 'script',
  accepts: (file) => file.exists && file.isProgram,
  async read(file, loading) {
    refuseUnexecutable(file);
    const { path } = file;
    const data = readProgramJson(await runProgram(path, ['--list'], loading), `${path} --list`);
    const reading: Reading = { path, loading, hosts: new Set() };
    const hostVars = metaHostVars(data);
    for (const [name, group] of data) if (name !== '_meta') readGroup(String(name), group, reading);
    for (const host of reading.hosts) {
      const vars = hostVars ? (hostVars.get(host.name) ?? new Map()) : await askAbout(host.name, reading);
      setHostVars(host, vars, path);
    }
  },
};

function refuseUnexecutable({ path, isExecutable }: InventoryFile): void {
  if (isExecutable) return;
  throw new ProvisionError(
    'E0201',
    `Failed to execute inventory script command '${path} --list': it looks like a program but is not executable`,
    { hint: `to run it as an inventory program: chmod +x ${path}`, at: { file: path, line: 1, column: 1 } },
  );
}

async function askAbout(host: string, { path, loading }: Reading): Promise<Value> {
  return readHostJson(await runProgram(path, ['--host', host], loading), `${path} --host ${host}`, host);
}

function readGroup(name: string, data: Value, reading: Reading): void {
  const { loading, path } = reading;
  const { inventory } = loading;
  const group = inventory.addGroup(name);
  const members = asGroup(name, data, loading);
  for (const host of listOf(members, 'hosts', name)) reading.hosts.add(inventory.declareHost(host, group, path));
  const vars = members.get('vars') ?? new Map();
  if (!isDict(vars)) throw wrongType(`${name}.vars`, vars, 'dict');
  for (const [key, value] of vars) {
    group.setVariable(String(key), value);
    rememberVariable(group.vars, String(key), { file: path, line: 1, column: 1 });
  }
  for (const child of listOf(members, 'children', name)) addChild(group, inventory.addGroup(child), loading);
}

function addChild(group: InventoryGroup, child: InventoryGroup, { inventory }: Loading): void {
  if (!child.parents.has(group)) inventory.addChild(group, child);
}

/** A bare list is the hosts of a group; an object without the known keys is the variables of a host of that name. */
function asGroup(name: string, data: Value, { deprecate }: Loading): Dict {
  if (!isDict(data)) {
    deprecate?.(`Group '${name}' was converted to 'dict' from '${typeName(data)}'.`);
    return new Map([['hosts', data]]);
  }
  if (['hosts', 'vars', 'children'].some((key) => data.has(key)) || data.size === 0) return data;
  deprecate?.(
    `Treating malformed group '${name}' as the sole host of that group. Variables provided in this manner cannot be templated.`,
  );
  return new Map<Value, Value>([
    ['hosts', [name]],
    ['vars', asUnsafe(data)],
  ]);
}

function listOf(group: Dict, key: string, name: string): string[] {
  const list = group.has(key) ? (group.get(key) ?? null) : [];
  if (!isList(list)) throw wrongType(`${name}.${key}`, list, 'list');
  return list.map(String);
}

function metaHostVars(data: Dict): Dict | undefined {
  const meta = data.get('_meta');
  if (!isDict(meta) || !meta.has('hostvars')) return undefined;
  const vars = meta.get('hostvars') ?? null;
  if (!isDict(vars)) throw wrongType('_meta.hostvars', vars, 'dict');
  return vars;
}

function setHostVars(host: InventoryHost, vars: Value, path: string): void {
  if (!isDict(vars))
    throw new ProvisionError('E0202', `Invalid data from file, expected dictionary and got:\n\n${typeName(vars)}`);
  for (const [key, value] of vars) {
    host.vars.set(String(key), value);
    rememberVariable(host.vars, String(key), { file: path, line: 1, column: 1 });
  }
}

function wrongType(where: string, value: Value, wanted: string): ProvisionError {
  return new ProvisionError('E0202', `Value contains '${where}' which is '${typeName(value)}' instead of '${wanted}'.`);
}
