import { ProvisionError, messageOf } from '../base/errors.js';
import { typeError } from '../values/python-error.js';
import type { Value } from '../values/value.js';
import type { CallArguments } from './call-arguments.js';
import { firstUndefined } from './call-arguments.js';
import type { Arguments, FilterDefinition, Parameter, TemplateContext, TestDefinition } from './plugins.js';
import { Broken, Pending, Undefined, UndefinedUse, asElement, type RuntimeValue } from './runtime.js';

/** Applies a filter. Undefined values that it does not accept are its result, as are those it stumbles over inside. */
export function applyFilter(
  filter: FilterDefinition,
  input: RuntimeValue,
  call: CallArguments,
  context: TemplateContext,
): RuntimeValue {
  return (
    findUnacceptable(filter, input, call) ??
    guard('filter', fullName(filter), () => filter.apply(input, bindArguments(filter, call), context))
  );
}

/** Asks a test; undefined when the value it asks about is, and the test does not accept that. */
export function applyTest(
  test: TestDefinition,
  input: RuntimeValue,
  call: CallArguments,
  context: TemplateContext,
): boolean | Undefined {
  return (
    findUnacceptable(test, input, call) ??
    guard('test', fullName(test), () => test.holds(input, bindArguments(test, call), context))
  );
}

/** The input or argument that the plugin cannot take, and which is its result then. */
function findUnacceptable(
  plugin: FilterDefinition | TestDefinition,
  input: RuntimeValue,
  call: CallArguments,
): Undefined | undefined {
  if (plugin.acceptsBroken === true) return undefined;
  if (input instanceof Broken) return input;
  if (plugin.acceptsUndefined === true) return undefined;
  if (input instanceof Undefined) return input;
  return plugin.acceptsUndefinedArguments === true ? undefined : firstUndefined(call);
}

/** Runs a plugin's code: its errors name the plugin, undefined values that it used become its result. */
export function guard<T>(kind: 'filter' | 'test' | 'lookup', full: string, run: () => T): T | Undefined {
  try {
    return run();
  } catch (error) {
    if (error instanceof UndefinedUse) return error.source;
    if (error instanceof Pending || isNested(error)) throw error;
    if (error instanceof ProvisionError && error.code === 'E0301')
      return new Undefined(error.message, error.at, error.cause, error.hint);
    const details = error instanceof ProvisionError ? { at: error.at, hint: error.hint } : {};
    const code = error instanceof ProvisionError ? error.code : kind === 'lookup' ? 'E0307' : 'E0303';
    throw new ProvisionError(code, `The ${kind} plugin '${full}' failed: ${messageOf(error)}`, {
      ...details,
      cause: error,
    });
  }
}

function fullName({ name, isForeign = false }: FilterDefinition | TestDefinition): string {
  return isForeign || name.includes('.') ? name : `ansible.builtin.${name}`;
}

/** Whether an error already says which plugin or template it comes from. */
function isNested(error: unknown): boolean {
  return (
    error instanceof ProvisionError &&
    /^(?:The \w+ plugin '|Error rendering template: |Syntax error in )/.test(error.message)
  );
}

interface Signature {
  readonly name: string;
  readonly parameters?: readonly Parameter[];
  readonly rest?: string;
  readonly named?: string;
}

/** Binds arguments to a plugin's parameters as Python does. */
export function bindArguments(plugin: Signature, { args, named }: CallArguments): Arguments {
  const parameters = plugin.parameters ?? [];
  const bound: Record<string, Value> = {};
  const missing: string[] = [];
  for (const [index, parameter] of parameters.entries())
    bindOne(plugin, parameter, { bound, value: args[index], named, missing });
  if (missing.length > 0) throw missingArguments(plugin.name, missing);
  bindRest(plugin, args.slice(parameters.length), bound);
  bindNamed(plugin, named, bound);
  return bound;
}

interface Binding {
  readonly bound: Record<string, Value>;
  readonly value: RuntimeValue | undefined;
  readonly named: ReadonlyMap<string, RuntimeValue>;
  readonly missing: string[];
}

function bindOne(plugin: Signature, parameter: Parameter, { bound, value, named, missing }: Binding): void {
  const [name, otherwise] = typeof parameter === 'string' ? [parameter] : parameter;
  const byName = named.get(name);
  if (value !== undefined && byName !== undefined)
    throw typeError(`${plugin.name}() got multiple values for argument '${name}'`);
  const given = [value, byName, otherwise].find((candidate) => candidate !== undefined);
  if (given === undefined) missing.push(name);
  else bound[name] = asElement(given);
}

function missingArguments(plugin: string, missing: readonly string[]): Error {
  const quoted = missing.map((name) => `'${name}'`);
  const last = quoted.at(-1);
  const names = quoted.length < 3 ? quoted.join(' and ') : `${quoted.slice(0, -1).join(', ')}, and ${last}`;
  const plural = missing.length === 1 ? '' : 's';
  return typeError(`${plugin}() missing ${missing.length} required positional argument${plural}: ${names}`);
}

function bindRest(plugin: Signature, extra: readonly RuntimeValue[], bound: Record<string, Value>): void {
  if (plugin.rest !== undefined) bound[plugin.rest] = extra.map(asElement);
  else if (extra.length > 0) {
    const most = 1 + (plugin.parameters?.length ?? 0);
    throw typeError(
      `${plugin.name}() takes ${most} positional argument${most === 1 ? '' : 's'} but ${most + extra.length} were given`,
    );
  }
}

function bindNamed(plugin: Signature, named: ReadonlyMap<string, RuntimeValue>, bound: Record<string, Value>): void {
  const others = [...named].filter(([name]) => !Object.hasOwn(bound, name));
  if (plugin.named !== undefined)
    bound[plugin.named] = new Map(others.map(([name, value]) => [name, asElement(value)]));
  else if (others[0] !== undefined)
    throw typeError(`${plugin.name}() got an unexpected keyword argument '${others[0][0]}'`);
}
