import { ProvisionError } from '../base/errors.js';
import { positionOf, positionOfKey } from '../values/origin.js';
import type { Dict, Value } from '../values/value.js';
import { resolveNames, type ArgumentsDefinition, type Given, type ResolvedNames } from './argument-names.js';
import { checkRules } from './argument-rules.js';
import type { Argument, ArgumentRules, Arguments, ValuesOf } from './arguments.js';
import { coerce } from './coerce.js';
import { Misfit, type CoercionTarget } from './coerce-scalar.js';

/** A task's arguments, ready for `run`. */
export interface ParsedArguments<Args extends Arguments> {
  readonly args: ValuesOf<Args>;
  /** What `anyArguments` let in. */
  readonly others: ReadonlyMap<string, Value>;
  /** The texts of secret arguments: to be masked. */
  readonly secrets: readonly string[];
}

/** Turns rendered values into a module's arguments by Ansible's rules. Throws one E0502 that tells every problem. */
export function parseArguments<Args extends Arguments>(
  definition: ArgumentsDefinition & { readonly args: Args },
  given: Dict,
  target: CoercionTarget,
): ParsedArguments<Args> {
  const names = resolveNames(definition, given);
  const reading = new Reading(target);
  const args = reading.read(definition.args, definition.rules, names, given);
  const problems = [...names.problems, ...reading.problems];
  if (problems.length > 0) throw joined(definition.name, problems);
  // Every member was coerced to its argument's type just now.
  return { args: args as ValuesOf<Args>, others: names.others, secrets: reading.secrets };
}

function joined(module: string, problems: readonly ProvisionError[]): ProvisionError {
  const messages = problems
    .map(({ message }) => message)
    .map((message) => (message.startsWith(module) ? message : `${module}: ${message}`));
  const first = problems.find(({ hint }) => hint !== undefined) ?? problems[0];
  return new ProvisionError('E0502', messages.join('; '), { at: problems[0]?.at, hint: first?.hint });
}

/** One reading of arguments, nested ones included: what was wrong, and what is secret. */
class Reading {
  readonly problems: ProvisionError[] = [];
  readonly secrets: string[] = [];

  constructor(readonly target: CoercionTarget) {}

  read(
    args: Arguments,
    rules: ArgumentRules | undefined,
    { given }: ResolvedNames,
    source: Dict,
  ): Record<string, unknown> {
    const values: Record<string, unknown> = {};
    for (const [name, argument] of Object.entries(args)) {
      const found = given.get(name);
      values[name] = found ? this.#coerced(argument, found, source) : this.#defaultOf(argument);
    }
    const wrong = checkRules(
      args,
      rules,
      (name) => given.has(name),
      (name) => values[name],
    );
    for (const { message, name } of wrong)
      this.#report(message, source, name === undefined ? undefined : given.get(name)?.key);
    return values;
  }

  #coerced(argument: Argument<unknown>, { key, value }: Given, source: Dict): unknown {
    try {
      const coerced = this.#coerce(argument, value);
      if (argument.secret) this.secrets.push(...textsIn(coerced));
      return coerced;
    } catch (thrown) {
      if (!(thrown instanceof Misfit)) throw thrown;
      this.#report(`"${key}" ${thrown.message}`, source, key);
      return undefined;
    }
  }

  #coerce(argument: Argument<unknown>, value: Value): unknown {
    return coerce(argument, value, this.target, (dict, { shape }) =>
      shape.type === 'options' ? this.#nested(shape.options, dict) : dict,
    );
  }

  #nested(options: Arguments, dict: Dict): unknown {
    const names = resolveNames({ name: 'this mapping', args: options }, dict);
    this.problems.push(...names.problems);
    return this.read(options, undefined, names, dict);
  }

  #defaultOf(argument: Argument<unknown>): unknown {
    return argument.default === undefined ? undefined : this.#coerce(argument, argument.default);
  }

  #report(message: string, source: Dict, key: string | undefined): void {
    const at = key === undefined ? positionOf(source) : positionOfKey(source, key);
    this.problems.push(new ProvisionError('E0502', message, { at: at ?? positionOf(source) }));
  }
}

function textsIn(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  if (Array.isArray(value)) return value.flatMap(textsIn);
  if (value instanceof Map) return [...value.values()].flatMap(textsIn);
  return [];
}
