import { ProvisionError } from '../base/errors.js';
import { toJson } from '../values/json.js';
import { positionOf, positionOfKey } from '../values/origin.js';
import { Float, TemplateText, UnsafeText, VaultText, isDict, isList, type Dict, type Value } from '../values/value.js';
import { resolveNames, type ArgumentsDefinition, type Given } from './argument-names.js';
import { checkPresence, checkRules } from './argument-rules.js';
import type { Argument } from './arguments.js';
import { coerce } from './coerce.js';
import { Misfit } from './coerce-scalar.js';
import { fitsSchema } from './fits-schema.js';
import { schemaOfValue, type Schema } from './schema.js';

/**
 * The problems of a task's arguments that can be known before any host is asked: names, missing ones, rules, and literal
 * values. Values that hold templates are left for later.
 */
export function checkArguments(definition: ArgumentsDefinition, values: Dict): ProvisionError[] {
  const { given, nulls, problems } = resolveNames(definition, values);
  const errors = [...problems];
  for (const [name, found] of given) {
    const argument = definition.args[name];
    const message = argument && findMisfit(argument, found);
    if (message !== undefined) errors.push(problemOf(definition, message, values, found.key));
  }
  const presence = {
    has: (name: string) => given.has(name),
    hasSurely: (name: string) => given.has(name) && !(given.get(name)?.value instanceof TemplateText),
    isNull: (name: string) => nulls.has(name),
  };
  const broken = [
    ...checkPresence(definition.args, definition.rules, presence),
    ...checkRules(definition.rules, presence, (name) => literalOf(definition, given, name)),
  ];
  for (const { message, name } of broken) {
    errors.push(problemOf(definition, message, values, name === undefined ? undefined : given.get(name)?.key));
  }
  return errors;
}

function problemOf(
  { name }: ArgumentsDefinition,
  message: string,
  values: Dict,
  key: string | undefined,
): ProvisionError {
  const at = (key === undefined ? undefined : positionOfKey(values, key)) ?? positionOf(values);
  return new ProvisionError('E0502', `${name}: ${message}`, { at });
}

function findMisfit(argument: Argument<unknown>, { key, value }: Given): string | undefined {
  if (fitsSchema(plain(value), schemaOf(argument))) return undefined;
  return `"${key}" ${misfitMessage(argument, value)}`;
}

/** The words of the conversion that would fail at run time; they are the better ones. */
function misfitMessage(argument: Argument<unknown>, value: Value): string {
  try {
    coerce(argument, value, { home: '~' }, (dict) => dict);
  } catch (thrown) {
    if (thrown instanceof Misfit) return thrown.message;
    throw thrown;
  }
  return argument.shape.type === 'list' ? 'has an element of a wrong type' : `has a wrong value`;
}

/** The value that a rule compares, when it is no template: an undecided one satisfies no rule. */
function literalOf({ args }: ArgumentsDefinition, given: ReadonlyMap<string, Given>, name: string): unknown {
  const argument = args[name];
  const found = given.get(name);
  if (argument === undefined || (found !== undefined && !isLiteral(found.value))) return undefined;
  const value = found?.value ?? argument.default;
  if (value === undefined) return undefined;
  return findMisfit(argument, { key: name, value }) === undefined
    ? coerce(argument, value, { home: '~' }, (dict) => dict)
    : undefined;
}

function isLiteral(value: Value): boolean {
  if (value instanceof TemplateText || value instanceof VaultText || value instanceof UnsafeText) return false;
  if (isList(value)) return value.every(isLiteral);
  return !isDict(value) || [...value.values()].every(isLiteral);
}

/** Plain data for the schema; what is decided later stands as a template. */
function plain(value: Value): unknown {
  if (value instanceof VaultText || value instanceof UnsafeText) return '{{ text }}';
  if (value instanceof Float) return value.value;
  if (isList(value)) return value.map(plain);
  if (isDict(value)) return Object.fromEntries([...value].map(([key, member]) => [String(key), plain(member)]));
  return toJson(value);
}

const schemas = new WeakMap<Argument<unknown>, Schema>();

/** Made when first needed. */
function schemaOf(argument: Argument<unknown>): Schema {
  const schema = schemas.get(argument) ?? schemaOfValue(argument);
  schemas.set(argument, schema);
  return schema;
}
