import { ProvisionError, messageOf } from '../../base/errors.js';
import { didYouMean } from '../../base/suggest.js';
import { typeError } from '../../values/python-error.js';
import { toText } from '../../values/repr.js';
import { typeName } from '../../values/type-name.js';
import { isTrue } from '../../values/truth.js';
import type { Value } from '../../values/value.js';
import type { CallArguments } from '../call-arguments.js';
import type { CallContext } from '../context.js';
import { findPlugin } from '../find-plugin.js';
import { lookupHint } from '../lookup-needs.js';
import { guard } from '../plugin-call.js';
import type { LookupDefinition } from '../plugins.js';
import { Broken, Pending, Undefined, UndefinedUse, asElement, type RuntimeValue } from '../runtime.js';

/** `lookup()` joins or unwraps what the plugin finds; `query()` gives the list. */
export function callLookup({ args, named }: CallArguments, context: CallContext, wantsList: boolean): RuntimeValue {
  const undefinedArguments = args.filter((value) => value instanceof Undefined);
  const broken = undefinedArguments.find((value) => value instanceof Broken) ?? undefinedArguments[0];
  if (broken instanceof Broken || (broken !== undefined && !acceptsUndefined(args[0], context))) return broken;
  const [name, ...terms] = args.map(asElement);
  if (name === undefined) throw typeError("_lookup() missing 1 required positional argument: 'plugin_name'");
  if (typeof name !== 'string')
    throw new ProvisionError(
      'E0307',
      `The lookup plugin ${toText(name)} failed to load: unsupported type <class '${typeName(name)}'>`,
    );
  const options = new Map<string, Value>([...named].map(([key, value]) => [key, asElement(value)]));
  const isList = take(options, 'wantlist', false) || wantsList;
  const found = runLookup({ name, terms, options, onError: errorsOf(options) }, context);
  if (found instanceof Undefined) return found;
  if (found === undefined) return isList ? [] : null;
  return isList ? found : unwrap(found);
}

function acceptsUndefined(name: RuntimeValue | undefined, context: CallContext): boolean {
  const { lookups } = context.frame.run.evaluation.options.plugins;
  return typeof name === 'string' && findPlugin(lookups, name)?.acceptsUndefined === true;
}

type OnError = 'strict' | 'warn' | 'ignore';

interface LookupCall {
  readonly name: string;
  readonly terms: readonly Value[];
  readonly options: ReadonlyMap<string, Value>;
  readonly onError: OnError;
}

function take(options: Map<string, Value>, name: string, otherwise: boolean): boolean {
  const value = options.get(name);
  options.delete(name);
  return value === undefined ? otherwise : isTrue(value);
}

function errorsOf(options: Map<string, Value>): OnError {
  take(options, 'allow_unsafe', false);
  const value = options.get('errors') ?? 'strict';
  options.delete('errors');
  return value === 'warn' || value === 'ignore' ? value : 'strict';
}

/** What the plugin finds; `undefined` when it failed and that is to be ignored. */
function runLookup(
  { name, terms, options, onError }: LookupCall,
  context: CallContext,
): Value[] | Undefined | undefined {
  const plugin = getLookup(name, context);
  checkOptions(plugin, options, context);
  try {
    return guard('lookup', name, () => plugin.run(terms, options, context));
  } catch (error) {
    if (
      onError === 'strict' ||
      error instanceof Pending ||
      error instanceof UndefinedUse ||
      !(error instanceof ProvisionError)
    )
      throw error;
    if (onError === 'warn') context.controller.warn(ignoredFailure(name, error), context.at, { subject: null });
    return undefined;
  }
}

/** A failure that `errors='warn'` lets pass, in Ansible's words. */
function ignoredFailure(name: string, error: ProvisionError): string {
  const failed = `The lookup plugin '${name}' failed: `;
  const message = messageOf(error);
  const reason = message.startsWith(failed) ? message.slice(failed.length) : message;
  return `An error occurred while running the lookup plugin '${name}': ${reason}`;
}

function getLookup(name: string, context: CallContext): LookupDefinition {
  const { lookups } = context.frame.run.evaluation.options.plugins;
  const plugin = findPlugin(lookups, name);
  if (plugin !== undefined) return plugin;
  throw new ProvisionError('E0306', `The lookup plugin '${name}' was not found.`, {
    at: context.at,
    hint: lookupHint(name) ?? didYouMean(name, lookups.keys()),
  });
}

/** Options that a lookup does not know are ignored, as Ansible does; here the user is told. */
function checkOptions(
  plugin: LookupDefinition,
  options: ReadonlyMap<string, Value>,
  { controller, at }: CallContext,
): void {
  if (plugin.options.includes('*')) return;
  for (const option of options.keys()) {
    if (plugin.options.includes(option)) continue;
    const hint = didYouMean(option, plugin.options);
    controller.warn(`the lookup ${plugin.name} has no option ${option}${hint === undefined ? '' : `; ${hint}`}`, at);
  }
}

/** Text is joined with commas, a single value stands for itself; nothing found is the empty list. */
function unwrap(found: Value[]): Value {
  if (found.length > 0 && found.every((item) => typeof item === 'string')) return found.join(',');
  const [only] = found;
  return found.length === 1 && only !== undefined ? only : found;
}
