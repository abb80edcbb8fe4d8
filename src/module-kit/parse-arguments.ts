import { ProvisionError } from '../base/errors.js';
import { positionOf, positionOfKey } from '../values/origin.js';
import type { Dict, Value } from '../values/value.js';
import { resolveNames, type ArgumentsDefinition, type ResolvedNames } from './argument-names.js';
import { checkPresence, checkRules } from './argument-rules.js';
import type { Argument, ArgumentRules, Arguments, ValuesOf } from './arguments.js';
import { coerce } from './coerce.js';
import { Misfit, type CoercionTarget } from './coerce-scalar.js';

/** A task's arguments, ready for `run`. */
export interface ParsedArguments<Args extends Arguments> {
  readonly args: ValuesOf<Args>;
  /** What `anyArguments` let in. */
  readonly others: ReadonlyMap<Value, Value>;
  /** The texts of secret arguments: to be masked. */
  readonly secrets: readonly string[];
}

/**
 * Turns rendered values into a module's arguments by Ansible's rules. Throws E0502 with Ansible's words for the first
 * problem, in the order in which Ansible looks for them.
 */
export function parseArguments<Args extends Arguments>(
  definition: ArgumentsDefinition & { readonly args: Args },
  given: Dict,
  target: CoercionTarget,
): ParsedArguments<Args> {
  const names = resolveNames(definition, given);
  const reading = new Reading(definition, target);
  const args = reading.read({ args: definition.args, rules: definition.rules, names, source: given, path: [] });
  const [problem] = reading.problems;
  if (problem) throw problem;
  // Every member was coerced to its argument's type just now.
  return { args: args as ValuesOf<Args>, others: names.others, secrets: reading.secrets };
}

/** One mapping of arguments: the task's own, or one below it. */
interface Mapping {
  readonly args: Arguments;
  readonly rules: ArgumentRules | undefined;
  readonly names: ResolvedNames;
  readonly source: Dict;
  /** The arguments that lead to it. */
  readonly path: readonly string[];
}

/** One reading of arguments, nested ones included: what was wrong, and what is secret. */
class Reading {
  readonly problems: ProvisionError[] = [];
  readonly secrets: string[] = [];

  constructor(
    readonly definition: ArgumentsDefinition,
    readonly target: CoercionTarget,
  ) {}

  read(mapping: Mapping): Record<string, unknown> {
    const { args, rules, names, path } = mapping;
    const has = (name: string): boolean => names.given.has(name);
    const presence = { has, hasSurely: has, isNull: (name: string) => names.nulls.has(name) };
    const report = (message: string, name?: string): void => {
      const where = path.length > 0 ? ` found in ${path.join(' -> ')}` : '';
      this.#report(message + where, mapping, { name: name === undefined ? undefined : names.given.get(name)?.key });
    };
    for (const { message, name } of checkPresence(args, rules, presence)) report(message, name);
    const values: Record<string, unknown> = {};
    for (const [name, argument] of Object.entries(args)) values[name] = this.#valueOf(name, argument, mapping);
    for (const { message, name } of checkRules(rules, presence, (name) => values[name])) report(message, name);
    const [first] = names.problems;
    if (first) this.problems.push(unsupported(this.definition, mapping, first));
    return values;
  }

  #valueOf(name: string, argument: Argument<unknown>, mapping: Mapping): unknown {
    const found = mapping.names.given.get(name);
    const path = [...mapping.path, name];
    if (!found && mapping.names.nulls.has(name) && argument.choices !== undefined)
      this.#report(`value of ${name} must be one of: ${argument.choices.join(', ')}, got: None`, mapping, { name });
    if (!found) return argument.default === undefined ? undefined : this.#coerce(argument, argument.default, path);
    try {
      const coerced = this.#coerce(argument, found.value, path);
      if (argument.secret) this.secrets.push(...textsIn(coerced));
      return coerced;
    } catch (thrown) {
      if (!(thrown instanceof Misfit)) throw thrown;
      this.#report(thrown.about(name), mapping, { name: found.key, details: thrown.details });
      return undefined;
    }
  }

  #coerce(argument: Argument<unknown>, value: Value, path: readonly string[]): unknown {
    return coerce(argument, value, this.target, (dict, { shape }) =>
      shape.type === 'options'
        ? this.read({
            args: shape.options,
            rules: undefined,
            names: resolveNames({ name: 'this mapping', args: shape.options }, dict),
            source: dict,
            path,
          })
        : dict,
    );
  }

  #report(
    message: string,
    { source }: Mapping,
    about: { readonly name: string | undefined; details?: string | undefined },
  ): void {
    const at = about.name === undefined ? undefined : positionOfKey(source, about.name);
    this.problems.push(new ProvisionError('E0502', message, { at: at ?? positionOf(source), details: about.details }));
  }
}

function unsupported(
  { name: module, refusal }: ArgumentsDefinition,
  { args, names, path }: Mapping,
  first: ProvisionError,
): ProvisionError {
  const unknown = names.unknown.map((name) => [...path, name].join('.')).sort();
  if (refusal === 'invalid options' && path.length === 0)
    return new ProvisionError('E0502', `Invalid options for ${module}: ${unknown.join(',')}`, {
      at: first.at,
      hint: first.hint,
    });
  const aliases = Object.values(args).flatMap((argument) => argument.aliases);
  const also = aliases.length > 0 ? ` (${aliases.sort().join(', ')})` : '';
  const message = `Unsupported parameters for (${module}) module: ${unknown.join(', ')}. Supported parameters include: ${Object.keys(args).sort().join(', ')}${also}.`;
  return new ProvisionError('E0502', message, { at: first.at, hint: first.hint });
}

function textsIn(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  if (Array.isArray(value)) return value.flatMap(textsIn);
  if (value instanceof Map) return [...value.values()].flatMap(textsIn);
  return [];
}
