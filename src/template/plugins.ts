import type { Position } from '../base/position.js';
import type { ConfigurationFile } from '../config/load-configuration.js';
import type { Deprecation, NoticeDetails } from '../events/event.js';
import type { Dict, Value } from '../values/value.js';
import type { Callable, RuntimeValue } from './runtime.js';

/** What filters, tests and lookups may use of the evaluation they take part in. */
export interface TemplateContext {
  /** Where the expression stands. */
  readonly at: Position | undefined;
  /** The rendering that this call is part of: an identity that changes when the template is rendered again. */
  readonly run: object;
  /** A variable, rendered; `undefined` when there is none of that name. */
  find(name: string): RuntimeValue | undefined;
  /** The names of all variables in scope. */
  variableNames(): Iterable<string>;
  /** Applies a filter or test by name, for map, select and their kin. */
  filter(
    name: string,
    input: RuntimeValue,
    args: readonly RuntimeValue[],
    named: ReadonlyMap<string, RuntimeValue>,
  ): RuntimeValue;
  test(name: string, input: RuntimeValue, args: readonly RuntimeValue[]): boolean;
  /** Attribute or item, as `value.name` and `value[name]` find it. */
  getItem(value: RuntimeValue, key: Value): RuntimeValue;
  /** Renders a value of trusted content; strings without trust come back as they are. */
  render(value: Value): Value;
  /** Renders the text of a template file with additional variables; native result when asked. */
  renderText(source: string, options?: RenderTextOptions): Value;
  /** What the controller lends: files, environment, clock, remembered answers. */
  readonly controller: TemplateController;
}

export interface RenderTextOptions {
  /** The template's file name, for errors and for relative includes. */
  readonly file?: string | undefined;
  readonly variables?: Dict | undefined;
  readonly native?: boolean;
  readonly trimBlocks?: boolean;
  readonly lstripBlocks?: boolean;
  readonly newlineSequence?: string;
  readonly keepTrailingNewline?: boolean;
  readonly variableStart?: string | undefined;
  readonly variableEnd?: string | undefined;
  readonly blockStart?: string | undefined;
  readonly blockEnd?: string | undefined;
  readonly commentStart?: string | undefined;
  readonly commentEnd?: string | undefined;
  readonly lineStatementPrefix?: string | undefined;
  readonly lineCommentPrefix?: string | undefined;
  /** Jinja's extensions that are switched on: `jinja2.ext.do`, `jinja2.ext.loopcontrols`. */
  readonly extensions?: readonly string[] | undefined;
}

/** The controller's side of templates, passed in by the engine. */
export interface TemplateController {
  /** The absolute path of a file searched as Ansible searches it for the current task; `undefined` when there is none. `kind` is `files`, `templates`, `vars` ... */
  findFile(kind: string, name: string): string | undefined;
  /** The kind of files that the current task's module takes. */
  readonly fileKind?: 'files' | 'templates' | 'vars' | undefined;
  /** The directories that {@link findFile} looks in, for error messages. */
  searchPath(kind: string): readonly string[];
  /** A file's bytes; vault files are decrypted. */
  readFile(path: string): Buffer;
  /** Environment of the controller's process. */
  environment(name: string): string | undefined;
  /** The controller's working directory for `pipe` and the like: the playbook's. */
  readonly directory: string;
  /** The configuration file that was read, for who asks for settings. */
  readonly configuration?: ConfigurationFile | undefined;
  /** The setting `ansible_managed`. */
  readonly ansibleManaged?: string | undefined;
  /** Milliseconds since the epoch. */
  now(): number;
  /** Remembers a value made once for this task and host (random, password): replays and loops must see it again. */
  remember(key: string, make: () => Value): Value;
  /** An answer already awaited for {@link Pending}, if any. */
  findAnswer(key: string): Value | undefined;
  /** Marks text as secret so that it is masked everywhere. */
  addSecret(text: string): void;
  /** Decrypts armoured vault text / encrypts for the vault and unvault filters and lookups. */
  decryptVault(armoured: string, at: Position | undefined): string;
  /** A warning for the user, shown once a place. */
  warn(message: string, at: Position | undefined, details?: NoticeDetails): void;
  /** A use of the language that ansible-core is going to drop: results tell of it. */
  deprecate?(deprecation: Deprecation, at: Position | undefined): void;
  /** Lookup and test helpers that need the inventory: hosts that match a pattern. */
  matchHosts(pattern: string): readonly string[];
}

/** A parameter: its name alone when it is required, else its name and default. */
export type Parameter = string | readonly [name: string, otherwise: Value];

/** Arguments by parameter name, bound as Python binds them. */
export type Arguments = Readonly<Record<string, Value>>;

interface Plugin {
  readonly name: string;
  readonly aliases?: readonly string[];
  readonly parameters?: readonly Parameter[];
  /** The parameter that takes further positional arguments as a list, and the one that takes further named ones as a dict. */
  readonly rest?: string;
  readonly named?: string;
  /** Whether an undefined input reaches `apply` instead of being passed through. */
  readonly acceptsUndefined?: boolean;
  /** Whether arguments may be undefined: those that are not used do no harm. */
  readonly acceptsUndefinedArguments?: boolean;
  /** Whether the results of failed calls do, too. */
  readonly acceptsBroken?: boolean;
  /** Whether it is none of ansible-core's, although it has a short name. */
  readonly isForeign?: boolean;
  /** Templates and what they give, run by the tests. */
  readonly examples?: readonly (readonly [template: string, expected: unknown])[];
}

export interface FilterDefinition extends Plugin {
  apply(input: RuntimeValue, args: Arguments, context: TemplateContext): RuntimeValue;
}

export interface TestDefinition extends Plugin {
  holds(input: RuntimeValue, args: Arguments, context: TemplateContext): boolean;
}

/** A lookup returns a list; `lookup()` joins or unwraps it, `query()` and loops take it as it is. */
export interface LookupDefinition {
  readonly name: string;
  readonly aliases?: readonly string[];
  /** Whether terms may be undefined: it leaves them out itself. */
  readonly acceptsUndefined?: boolean;
  /** Names of the keyword options it knows; others are refused. `*` accepts all. */
  readonly options: readonly string[];
  /** What is told as the origin of the answer for a term; without it answers have none. */
  readonly originOf?: (term: Value) => string;
  run(terms: readonly Value[], options: ReadonlyMap<string, Value>, context: TemplateContext): Value[];
}

/** A global function of templates (`range`, `lookup`, `now` ...). */
export interface GlobalDefinition {
  readonly name: string;
  make(context: TemplateContext): Callable;
}

export interface Plugins {
  readonly filters: ReadonlyMap<string, FilterDefinition>;
  readonly tests: ReadonlyMap<string, TestDefinition>;
  readonly lookups: ReadonlyMap<string, LookupDefinition>;
}
