import { ProvisionError, locate } from '../base/errors.js';
import { didYouMean } from '../base/suggest.js';
import type { Position } from '../base/position.js';
import { TemplateText, holdsTemplate, isDict, isList, type Value } from '../values/value.js';
import { rememberOrigin } from '../values/origin.js';
import { expandHosts } from './host-range.js';
import type { Inventory } from './inventory.js';
import type { InventoryGroup } from './members.js';
import { findPythonLiteral } from '../values/python-literal.js';
import { rememberVariable } from './variable-places.js';
import { splitLine } from './words.js';

type Kind = 'hosts' | 'vars' | 'children';

interface Section {
  readonly group: string;
  readonly kind: Kind;
}

interface Reading {
  readonly inventory: Inventory;
  readonly file: string;
  section: Section;
  /** Groups named by `:vars` or `:children` that some section must still declare. */
  readonly awaited: Map<string, { readonly at: Position; readonly as: string }>;
  readonly declared: Set<string>;
}

/** Adds the hosts and groups of an INI inventory. */
export function readIniInventory(text: string, file: string, inventory: Inventory): void {
  const reading: Reading = {
    inventory,
    file,
    section: { group: 'ungrouped', kind: 'hosts' },
    awaited: new Map(),
    declared: new Set(inventory.groups.keys()),
  };
  text.split(/\r?\n/).forEach((line, index) => readLine(line, index + 1, reading));
  for (const [name, { at, as }] of reading.awaited) {
    if (reading.declared.has(name)) continue;
    throw bad(
      `${as} the group "${name}", which no section declares`,
      at,
      didYouMean(name, reading.declared) ?? `add a section [${name}]`,
    );
  }
}

function readLine(raw: string, number: number, reading: Reading): void {
  const line = raw.trim();
  if (line === '' || line.startsWith(';') || line.startsWith('#')) return;
  const at = { file: reading.file, line: number, column: raw.search(/\S/) + 1 };
  const header = /^\[([^:\]\s]+)(?::(\w+))?\]\s*(?:#.*)?$/.exec(line);
  if (header) return openSection(header[1] ?? '', { kind: header[2] ?? 'hosts', at, reading });
  try {
    readEntry(line, at, reading);
  } catch (error) {
    throw locate(error, at);
  }
}

function openSection(written: string, { kind, at, reading }: { kind: string; at: Position; reading: Reading }): void {
  if (kind !== 'hosts' && kind !== 'vars' && kind !== 'children') {
    throw bad(
      `the section [${written}:${kind}] has an unknown kind`,
      at,
      'the kinds are [group], [group:vars] and [group:children]',
    );
  }
  const group = reading.inventory.groupName(written);
  reading.section = { group, kind };
  if (kind === 'vars') {
    if (!reading.declared.has(group)) reading.awaited.set(group, { at, as: `[${group}:vars] is for` });
  } else {
    reading.declared.add(group);
  }
  if (kind !== 'vars') reading.inventory.addGroup(group);
}

function readEntry(line: string, at: Position, reading: Reading): void {
  switch (reading.section.kind) {
    case 'hosts':
      return readHosts(line, at, reading);
    case 'vars':
      return readVariable(line, at, reading);
    case 'children':
      return readChild(line, at, reading);
  }
}

function readHosts(line: string, at: Position, { inventory, section, file }: Reading): void {
  const [first, ...assignments] = splitLine(line) ?? [];
  if (!first) throw bad('a quote is not closed on this line', at);
  if (first.text === '---') throw bad('"---" is no host: this looks like YAML', at, 'give the file the ending .yml');
  if (first.text.endsWith(':'))
    throw bad(`the host "${first.text}" ends with a colon`, at, 'is this YAML? then give the file the ending .yml');
  const group = inventory.addGroup(section.group);
  const { names, port } = expandHosts(first.text, at);
  for (const name of names) {
    // Each host gets values of its own: they must not be one object in two hosts.
    const vars = assignments.map((word) => readAssignment(word.text, { ...at, column: at.column + word.column - 1 }));
    const host = inventory.declareHost(name, group, file);
    if (port !== undefined) host.vars.set('ansible_port', port);
    for (const { name: key, value, at: place } of vars) {
      host.setVariable(key, value);
      rememberVariable(host.vars, key, place);
    }
  }
}

interface Assignment {
  readonly name: string;
  readonly value: Value;
  readonly at: Position;
}

function readAssignment(word: string, at: Position): Assignment {
  const equals = word.indexOf('=');
  if (equals === -1)
    throw bad(
      `"${word}" after a host is not "key=value"`,
      at,
      'one line is one host; put more hosts on lines of their own',
    );
  return { name: word.slice(0, equals), value: typed(word.slice(equals + 1), at), at };
}

function readVariable(line: string, at: Position, { inventory, section }: Reading): void {
  const equals = line.indexOf('=');
  if (equals === -1)
    throw bad(`"${line}" is not "key=value"`, at, `a line of [${section.group}:vars] sets one variable`);
  const name = line.slice(0, equals).trim();
  const group: InventoryGroup = inventory.addGroup(section.group);
  group.setVariable(name, typed(line.slice(equals + 1).trim(), at));
  rememberVariable(group.vars, name, at);
}

function readChild(line: string, at: Position, reading: Reading): void {
  const written = /^([^:\]\s]+)\s*(?:#.*)?$/.exec(line)?.[1];
  if (written === undefined)
    throw bad(
      `"${line}" is not the name of a group`,
      at,
      `each line of [${reading.section.group}:children] names one group`,
    );
  const { inventory, section, awaited, declared } = reading;
  const name = inventory.groupName(written);
  if (!declared.has(name) && !awaited.has(name)) awaited.set(name, { at, as: `[${section.group}:children] names` });
  inventory.addChild(inventory.addGroup(section.group), inventory.addGroup(name));
}

/** Values are Python literals where they can be, else text. */
function typed(text: string, at: Position): Value {
  const literal = findPythonLiteral(text);
  return trust(literal ? literal.value : text, at);
}

function trust(value: Value, at: Position): Value {
  if (typeof value === 'string') return holdsTemplate(value) ? new TemplateText(value, at) : value;
  if (isList(value)) {
    const list = value.map((item) => trust(item, at));
    rememberOrigin(list, { at });
    return list;
  }
  if (!isDict(value)) return value;
  const dict = new Map([...value].map(([key, member]) => [key, trust(member, at)] as const));
  rememberOrigin(dict, { at });
  return dict;
}

function bad(message: string, at: Position, hint?: string): ProvisionError {
  return new ProvisionError('E0201', message, { at, hint });
}
