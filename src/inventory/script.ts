import { spawn } from 'node:child_process';
import { ProvisionError } from '../base/errors.js';
import { parseJson } from '../source/parse-json.js';
import { isDict, isList, type Dict, type Value } from '../values/value.js';
import type { Inventory } from './inventory.js';
import type { InventoryGroup, InventoryHost } from './members.js';
import { rememberVariable } from './variable-places.js';

export interface ScriptOptions {
  /** The working directory. */
  readonly directory: string;
  /** Hears what the program says on standard error. */
  readonly warn: (message: string) => void;
}

interface Reading {
  readonly path: string;
  readonly inventory: Inventory;
  /** The hosts this program names: other sources may have named them first. */
  readonly hosts: Set<InventoryHost>;
}

/** Runs an executable inventory (`--list`, and `--host` when it gives no `_meta`) and adds what it prints. */
export async function readScriptInventory(path: string, inventory: Inventory, options: ScriptOptions): Promise<void> {
  const data = await ask(path, ['--list'], options);
  const reading: Reading = { path, inventory, hosts: new Set() };
  const hostVars = metaHostVars(data, path);
  for (const [name, group] of data) if (name !== '_meta') readGroup(String(name), group, reading);
  for (const host of reading.hosts) {
    const vars = hostVars ? hostVars.get(host.name) : await ask(path, ['--host', host.name], options);
    if (vars !== undefined) setHostVars(host, vars, path);
  }
}

function readGroup(name: string, data: Value, reading: Reading): void {
  const { inventory, path } = reading;
  const group = inventory.addGroup(name);
  const members = asGroup(name, data);
  for (const host of listOf(members, 'hosts', name, path)) reading.hosts.add(inventory.declareHost(host, group, path));
  const vars = members.get('vars') ?? null;
  if (vars !== null && !isDict(vars)) throw bad(path, `the vars of the group "${name}" are no object`);
  for (const [key, value] of vars ?? []) {
    group.setVariable(String(key), value);
    rememberVariable(group.vars, String(key), { file: path, line: 1, column: 1 });
  }
  for (const child of listOf(members, 'children', name, path)) addChild(group, inventory.addGroup(child), inventory);
}

function addChild(group: InventoryGroup, child: InventoryGroup, inventory: Inventory): void {
  if (!child.parents.has(group)) inventory.addChild(group, child);
}

/** A bare list is the hosts of a group; an object without the known keys is the variables of a host of that name. */
function asGroup(name: string, data: Value): Dict {
  if (!isDict(data)) return new Map([['hosts', data]]);
  const isGroup = ['hosts', 'vars', 'children'].some((key) => data.has(key));
  return isGroup
    ? data
    : new Map<Value, Value>([
        ['hosts', [name]],
        ['vars', data],
      ]);
}

function listOf(group: Dict, key: string, name: string, path: string): string[] {
  const list = group.get(key) ?? [];
  if (!isList(list)) throw bad(path, `the ${key} of the group "${name}" are no list`);
  return list.map(String);
}

function metaHostVars(data: Dict, path: string): Dict | undefined {
  const meta = data.get('_meta');
  if (!isDict(meta) || !meta.has('hostvars')) return undefined;
  const vars = meta.get('hostvars') ?? null;
  if (!isDict(vars)) throw bad(path, '_meta.hostvars is no object');
  return vars;
}

function setHostVars(host: InventoryHost, vars: Value, path: string): void {
  if (!isDict(vars)) throw bad(path, `the variables of the host "${host.name}" are no object`);
  for (const [key, value] of vars) {
    host.vars.set(String(key), value);
    rememberVariable(host.vars, String(key), { file: path, line: 1, column: 1 });
  }
}

async function ask(path: string, args: readonly string[], options: ScriptOptions): Promise<Dict> {
  const output = await run(path, args, options);
  const text = output.trim();
  if (text === '' && args[0] === '--host') return new Map();
  const data = parseJson(text, `${path} ${args.join(' ')}`);
  if (!isDict(data)) throw bad(path, `"${args.join(' ')}" did not print a JSON object`);
  return data;
}

function run(path: string, args: readonly string[], { directory, warn }: ScriptOptions): Promise<string> {
  return new Promise((done, fail) => {
    const child = spawn(path, args, { cwd: directory, stdio: ['ignore', 'pipe', 'pipe'] });
    const output: Buffer[] = [];
    const errors: Buffer[] = [];
    child.stdout.on('data', (chunk: Buffer) => output.push(chunk));
    child.stderr.on('data', (chunk: Buffer) => errors.push(chunk));
    child.on('error', (cause) => fail(cannotRun(path, cause)));
    child.on('close', (code, signal) => {
      const said = Buffer.concat(errors).toString('utf8').trim();
      if (code !== 0)
        return fail(
          failed(`${args.join(' ')}: ${signal ?? `exit status ${code}`}${said === '' ? '' : `: ${said}`}`, path),
        );
      if (said !== '') warn(`the inventory program ${path} says: ${said}`);
      done(Buffer.concat(output).toString('utf8'));
    });
  });
}

function cannotRun(path: string, cause: Error): ProvisionError {
  const hint = 'an executable inventory begins with a line such as "#!/bin/sh"; any other file must not be executable';
  return new ProvisionError('E0202', `the inventory program ${path} cannot be run: ${cause.message}`, { cause, hint });
}

function failed(problem: string, path: string): ProvisionError {
  return new ProvisionError('E0202', `the inventory program ${path} failed with ${problem}`);
}

function bad(path: string, problem: string): ProvisionError {
  return new ProvisionError('E0202', `the output of the inventory program ${path} is wrong: ${problem}`);
}
