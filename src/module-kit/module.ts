import type { Position } from '../base/position.js';
import type { Display } from '../events/event.js';
import type { Json } from '../values/json.js';
import type { Dict, TemplateText, Value } from '../values/value.js';
import type { RenderTextOptions } from '../template/plugins.js';
import type { ArgumentRules, Arguments, ValuesOf } from './arguments.js';
import type { Conversation } from './steps.js';
import type { Typed, TypingOptions } from './typed.js';
import type { Script } from '../shell/script.js';
import type { BecomeOptions, ConnectionOptions, Outcome } from '../transport/connection.js';

/** The result keys of a task, with Ansible's names. `changed` is set by the engine from the changes made, unless given. */
export interface Result {
  readonly changed?: boolean | undefined;
  readonly failed?: boolean | undefined;
  readonly skipped?: boolean | undefined;
  readonly msg?: Json | undefined;
  readonly warnings?: readonly string[] | undefined;
  readonly [key: string]: Json | undefined;
}

/** What a module may know of where it runs. */
export interface Target {
  /** The inventory name. */
  readonly host: string;
  /** The user that scripts run as, and its home on the target. */
  readonly user: string;
  readonly uid: number;
  readonly home: string;
  /** Which of the programs that not every target has are there. */
  readonly tools: ReadonlySet<string>;
  /** The homes of the other users that the task's paths begin with (`~ada/bin`), by name. */
  readonly homes?: ReadonlyMap<string, string>;
  /** Whether a diff was asked for: whole contents may then be fetched to show it. */
  readonly diff: boolean;
}

interface Definition<Args extends Arguments> {
  /** The full name: `ansible.builtin.file`. */
  readonly name: string;
  /** Other full names that mean this module (`ansible.builtin.systemd_service`). */
  readonly aliases?: readonly string[];
  /** One sentence for people. */
  readonly summary: string;
  readonly args: Args;
  readonly rules?: ArgumentRules;
  /** The argument that takes text written without a name (`command: ls /`). */
  readonly freeForm?: string;
  /** Whether its results are shown whole or never, however quiet or talkative the output is. */
  readonly display?: Display;
  /** Whether any other names are accepted too; they arrive in `others`. */
  readonly anyArguments?: boolean;
  /** The words in which Ansible's action refuses arguments that it does not know, where they are its own. */
  readonly refusal?: 'invalid options';
  /** Nobody can know before what it does: it is not rehearsed. */
  readonly isOpaque?: boolean;
  /** Tasks as YAML text, checked by the tests. */
  readonly examples: readonly string[];
}

/** A module that works on the target by questions and changes. `run` is pure but for what it yields. */
export interface Module<Args extends Arguments = Arguments> extends Definition<Args> {
  readonly kind: 'module';
  run(args: ValuesOf<Args>, target: Target): Conversation<Result>;
}

/** A module that needs the controller: files, templates, variables. */
export interface Action<Args extends Arguments = Arguments> extends Definition<Args> {
  readonly kind: 'action';
  /** Arguments that are handed over unrendered (`assert`'s conditions, `debug`'s `var`). */
  readonly unrendered?: readonly string[];
  /** Whether `!vault` values arrive encrypted: variables set from them are decrypted when they are read. */
  readonly keepsVaultTexts?: boolean;
  /** Whether it may be run with `async`, as modules may. */
  readonly supportsAsync?: boolean;
  /** Whether it runs without a connection: `target` is then of no use. */
  readonly withoutTarget?: boolean;
  /** The file of a module that is no part of provision. */
  readonly foreign?: { readonly path: string; readonly isPython: boolean };
  /** Whose failure is told where it is not the module's, as with what works on a target. */
  readonly failsAs?: 'action';
  run(args: ValuesOf<Args>, controller: Controller): Conversation<ActionResult>;
}

/** An action's result, and what the engine must do with it. */
export interface ActionResult {
  readonly result: Result;
  /** By default what `ansible_facts` of the result means. */
  readonly effects?: readonly Effect[];
  /** Whether the result is shown whole, however quiet or talkative the output is. */
  readonly display?: Display | undefined;
}

/** What an action does to the run itself. */
export type Effect =
  | { readonly kind: 'facts'; readonly facts: ReadonlyMap<string, Value>; readonly cacheable: boolean }
  | { readonly kind: 'host variables'; readonly variables: ReadonlyMap<string, Value> }
  | {
      readonly kind: 'stats';
      readonly stats: ReadonlyMap<string, Value>;
      readonly perHost: boolean;
      readonly aggregate: boolean;
    }
  | { readonly kind: 'gathered facts'; readonly facts: ReadonlyMap<string, Value> }
  | {
      readonly kind: 'add host';
      readonly name: string;
      readonly groups: readonly string[];
      readonly variables: ReadonlyMap<string, Value>;
    }
  | { readonly kind: 'group by'; readonly group: string; readonly parents: readonly string[] };

/** A module that an action runs. */
export interface ModuleCall {
  readonly name: string;
  readonly args: Dict;
  /** Seconds it may take. */
  readonly limit?: number;
}

/** How a task reaches hosts, for programs that connect by themselves. */
export interface Reach {
  /** The way to the task's own host. */
  readonly own: ConnectionOptions;
  /** The way to the host that the task is delegated to. */
  readonly delegate: ConnectionOptions | undefined;
  readonly become: BecomeOptions | undefined;
}

/** What an action is handed. */
export interface Controller {
  readonly target: Target;
  readonly reach: Reach;
  /** The task's place, for errors. */
  readonly at: Position | undefined;
  readonly check: boolean;
  /** Whether the task is run with `async`. */
  readonly isJob: boolean;
  /** Whether the task's `no_log` is set. */
  readonly noLog: boolean;
  readonly verbosity: number;
  /** Arguments not named by the definition (`set_fact`, `add_host`), rendered. */
  readonly others: ReadonlyMap<Value, Value>;
  /** Renders a value of trusted content. */
  render(value: Value): Value;
  renderText(source: string, options?: RenderTextOptions): string;
  /** Evaluates an expression; an undefined result raises E0301. */
  evaluate(expression: string, at?: Position): Value;
  test(condition: Value, at?: Position): boolean;
  /** What a template that is a variable's name stands for, as written in content. */
  findWritten(template: TemplateText): Value | undefined;
  /** Whether a text that a value of content came to was only passed on by its templates, as it is written in content. */
  isPassedOn(text: string, by: Value): boolean;
  /** Marks the texts in what a value of content came to that were only passed on. */
  trustPassedOn(made: Value, by: Value): void;
  findVariable(name: string): Value | undefined;
  /** Where an argument's value is written. */
  argumentAt(name: string): Position | undefined;
  /** A warning with its place; one that has none can stand in the result. */
  warn(message: string, at: Position | undefined): void;
  /** A variable as the host that is worked on has it: the delegate's, when the task is delegated. */
  findTargetVariable(name: string): Value | undefined;
  /** The absolute path of a file searched as Ansible does (`files`, `templates`, `vars`); throws E0003 naming every place looked at. */
  getFile(kind: string, name: string): string;
  /** As {@link getFile}, without a file's absence being an error. */
  findFile(kind: string, name: string): string | undefined;
  /** A controller file's bytes; vault files are decrypted unless `decrypt` is false. */
  readFile(path: string, decrypt?: boolean): Buffer;
  /** Where relative paths of the controller begin: the playbook's directory. */
  readonly directory: string;
  /** The setting `ansible_managed`. */
  readonly ansibleManaged?: string | undefined;
  /** The setting `facts_modules`. */
  readonly factsModules: readonly string[];
  /** The task's name as screens show it. */
  readonly title: string;
  /** Tells the person who runs this something while the task goes on. */
  say(text: string): void;
  /** Waits for the person at the terminal; absent without one. */
  readonly waitForTyping?: ((options: TypingOptions) => Promise<Typed>) | undefined;
  /** The module or action of this full or short name, to be composed (`package` uses `apt`). */
  findModule(name: string): Module | undefined;
  /** Runs a module with unchecked arguments: validated as if a playbook had written them, over its `module_defaults`. */
  runModule(name: string, args: Dict): Conversation<Result>;
  /** Runs a script on the controller, as the user who runs this, in the playbook's directory and the task's environment. */
  runHere(script: Script, options: { readonly changesTarget: boolean }): Conversation<Outcome>;
  /** Runs modules at the same time, each in a session of its own. What one fails with is its result. */
  runTogether(calls: readonly ModuleCall[]): Conversation<readonly Result[]>;
  addSecret(text: string): void;
}

/** Defines a module; the types of its arguments follow from `args`. */
export function defineModule<const Args extends Arguments>(definition: Omit<Module<Args>, 'kind'>): Module<Args> {
  return { ...definition, kind: 'module' };
}

/** Defines an action. */
export function defineAction<const Args extends Arguments>(definition: Omit<Action<Args>, 'kind'>): Action<Args> {
  return { ...definition, kind: 'action' };
}
