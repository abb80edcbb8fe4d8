import { ProvisionError, messageOf } from '../base/errors.js';
import { toText } from '../values/repr.js';
import { isTrue } from '../values/truth.js';
import { typeName } from '../values/type-name.js';
import { isDict, isList, TemplateText, type Dict, type Value } from '../values/value.js';
import { identifierOf } from './group-name.js';
import type { InventoryHost } from './members.js';
import type { Loading } from './plugin.js';
import { pluginTemplates } from './plugin-options.js';

/** What keyed groups need of a `constructed` configuration. */
export interface Keying {
  readonly loading: Loading;
  readonly keyedGroups: readonly Value[];
  readonly strict: boolean;
  readonly leadingSeparator: boolean;
}

type Variables = ReadonlyMap<string, Value>;

/** One entry of `keyed_groups`. */
interface Entry {
  /** The expression of the key, as it was written. */
  readonly key: string;
  readonly prefix: string;
  readonly separator: string;
  readonly defaultValue: Value;
  readonly trailingSeparator: boolean;
  readonly parent: Value;
}

/** Puts a host into the groups that the values of its variables name. */
export function addKeyedGroups(host: InventoryHost, variables: Variables, keying: Keying): void {
  for (const written of keying.keyedGroups) {
    if (!isDict(written)) throw bad(`Invalid keyed group entry, it must be a dictionary: ${toText(written)}`);
    const key = evaluateKey(host, written, { variables, keying });
    if (key === undefined) continue;
    const entry = readEntry(written);
    if (isTrue(key.value) || (isEmpty(key.value) && entry.defaultValue !== null)) {
      joinGroups(host, { entry, key: key.value, variables, keying });
    } else if (keying.strict && !isList(key.value) && !isDict(key.value)) {
      throw bad(`No key or key resulted empty for ${entry.key} in host ${host.name}, invalid entry`);
    }
  }
}

interface Evaluating {
  readonly variables: Variables;
  readonly keying: Keying;
}

/** The key's value; `undefined` when it cannot be had and that is allowed. */
function evaluateKey(
  host: InventoryHost,
  written: Dict,
  { variables, keying }: Evaluating,
): { readonly value: Value } | undefined {
  const key = written.get('key') ?? null;
  const text = key instanceof TemplateText ? key.source : key;
  try {
    if (typeof text !== 'string') throw bad(`Expressions must be <class 'str'>, got <class '${typeName(text)}'>.`);
    return { value: pluginTemplates(keying.loading).evaluate(text, variables) };
  } catch (error) {
    if (!keying.strict) return undefined;
    const name = text === null ? 'None' : toText(text);
    throw bad(`Could not generate group for host ${host.name} from ${name} entry: ${messageOf(error)}`, error);
  }
}

function readEntry(written: Dict): Entry {
  const key = written.get('key') ?? null;
  const defaultValue = written.get('default_value') ?? null;
  const trailing = written.get('trailing_separator') ?? null;
  if (defaultValue !== null && trailing !== null)
    throw bad('parameters are mutually exclusive for keyed groups: default_value|trailing_separator');
  return {
    key: key instanceof TemplateText ? key.source : toText(key),
    prefix: textOf(written.get('prefix'), ''),
    separator: textOf(written.get('separator'), '_'),
    defaultValue,
    trailingSeparator: trailing === null || isTrue(trailing),
    parent: written.get('parent_group') ?? null,
  };
}

interface Joining extends Evaluating {
  readonly entry: Entry;
  readonly key: Value;
}

function joinGroups(host: InventoryHost, { entry, key, variables, keying }: Joining): void {
  const { inventory } = keying.loading;
  const parent = parentName(entry, key, { variables, keying });
  if (parent === 'unknown') return;
  const separator = entry.prefix === '' && !keying.leadingSeparator ? '' : entry.separator;
  for (const name of namesOf(key, entry)) {
    const group = inventory.addGroup(identifierOf(`${entry.prefix}${separator}${name}`));
    inventory.declareHost(host.name, group);
    if (parent.name === undefined) continue;
    const above = inventory.addGroup(identifierOf(parent.name));
    if (!group.parents.has(above)) inventory.addChild(above, group);
  }
}

function parentName(
  { parent }: Entry,
  key: Value,
  { variables, keying }: Evaluating,
): { readonly name: string | undefined } | 'unknown' {
  if (!isTrue(parent)) return { name: undefined };
  try {
    return { name: toText(pluginTemplates(keying.loading).render(parent, variables)) };
  } catch (error) {
    if (!keying.strict) return 'unknown';
    const written = parent instanceof TemplateText ? parent.source : toText(parent);
    throw bad(`Could not generate parent group '${written}' for group '${toText(key)}': ${messageOf(error)}`, error);
  }
}

/** The names that a key stands for: itself, its items, or its members as `name` and value. */
function namesOf(key: Value, entry: Entry): string[] {
  const { defaultValue, separator } = entry;
  const orDefault = (value: Value): string =>
    isEmpty(value) && defaultValue !== null ? toText(defaultValue) : toText(value);
  if (typeof key === 'string' || key === null) return [orDefault(key)];
  if (isList(key)) return key.map(orDefault);
  if (!isDict(key)) {
    throw bad(
      `Invalid group name format, expected a string or a list of them or dictionary, got: <class '${typeName(key)}'>`,
    );
  }
  return [...key].map(([name, value]) =>
    isEmpty(value) && !entry.trailingSeparator ? toText(name) : `${toText(name)}${separator}${orDefault(value)}`,
  );
}

function isEmpty(value: Value): boolean {
  return value === null || value === '';
}

function textOf(value: Value | undefined, otherwise: string): string {
  if (value === undefined || value === null) return otherwise;
  return value instanceof TemplateText ? value.source : toText(value);
}

function bad(message: string, cause?: unknown): ProvisionError {
  return new ProvisionError('E0201', message, { at: cause instanceof ProvisionError ? cause.at : undefined, cause });
}
