import { ProvisionError } from '../base/errors.js';
import { didYouMean } from '../base/suggest.js';
import { positionOf, positionOfKey } from '../values/origin.js';
import { isTrusted, setTrusted } from '../values/trust.js';
import { type Dict, type Value } from '../values/value.js';
import type { Arguments } from './arguments.js';
import type { Module } from './module.js';

/** What parsing and checking need of a definition. */
export type ArgumentsDefinition = Pick<Module, 'name' | 'args' | 'rules' | 'freeForm' | 'anyArguments' | 'refusal'>;

/** A value and the key it was written under. */
export interface Given {
  readonly key: string;
  readonly value: Value;
}

/** The given values by the names of their arguments, and what has no argument. */
export interface ResolvedNames {
  readonly given: ReadonlyMap<string, Given>;
  /** Arguments that are there with nothing: not given, but among those that exclude each other. */
  readonly nulls: ReadonlySet<string>;
  readonly others: ReadonlyMap<Value, Value>;
  /** Keys that are no argument's, and what there is to say of each. */
  readonly unknown: readonly string[];
  readonly problems: readonly ProvisionError[];
}

/** The key under which text without a name arrives. */
const freeFormKey = '_raw_params';

/** Finds the argument of every given key: names, the free form, aliases (they win over the name). `null` is mostly not given. */
export function resolveNames(definition: ArgumentsDefinition, values: Dict): ResolvedNames {
  const names = nameTable(definition.args);
  const given = new Map<string, Given>();
  const nulls = new Set<string>();
  const others = new Map<Value, Value>();
  const unknown: string[] = [];
  const problems: ProvisionError[] = [];
  for (const [rawKey, value] of values) {
    const key = String(rawKey);
    const name = key === freeFormKey && definition.freeForm !== undefined ? definition.freeForm : names.get(key);
    if (name === undefined && definition.anyArguments === true) {
      others.set(rawKey, value);
      setTrusted(others, rawKey, isTrusted(values, rawKey, value));
    } else if (name === undefined) {
      unknown.push(key);
      problems.push(unknownName(definition, names, key, values));
    }
    if (name !== undefined && value === null) nulls.add(name);
    const isGiven = value !== null || (name !== undefined && definition.args[name]?.keepsNull === true);
    if (name !== undefined && isGiven && (!given.has(name) || key !== name)) given.set(name, { key, value });
  }
  return { given, nulls, others, unknown, problems };
}

/** Every accepted name with the argument it means. */
function nameTable(args: Arguments): Map<string, string> {
  return new Map(
    Object.entries(args).flatMap(([name, { aliases }]) => [name, ...aliases].map((word) => [word, name] as const)),
  );
}

function unknownName(
  definition: ArgumentsDefinition,
  names: ReadonlyMap<string, string>,
  key: string,
  values: Dict,
): ProvisionError {
  const at = positionOfKey(values, key) ?? positionOf(values);
  if (key === freeFormKey) {
    return new ProvisionError('E0502', `${definition.name} takes no text without a name`, {
      at,
      hint: 'write its arguments as name: value',
    });
  }
  const known = `it knows ${Object.keys(definition.args).join(', ')}`;
  return new ProvisionError('E0502', `${definition.name} has no argument "${key}"`, {
    at,
    hint: didYouMean(key, names.keys()) ?? known,
  });
}
