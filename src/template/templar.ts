import type { NoticeDetails } from '../events/event.js';
import type { ProvisionError } from '../base/errors.js';
import type { Position } from '../base/position.js';
import type { TemplateText, Value } from '../values/value.js';
import type { ProbedText, Probing } from './probe.js';
import type { Plugins, RenderTextOptions, TemplateController } from './plugins.js';

/** Where variables are found: the raw value, possibly holding unrendered text. */
export interface Scope {
  find(name: string): Value | undefined;
  names(): Iterable<string>;
  /** Whether the variable was written in content: a playbook, a role, the inventory, the command line. */
  isWritten?(name: string): boolean;
}

export interface TemplarOptions {
  readonly plugins: Plugins;
  readonly controller: TemplateController;
  /** Conditions must be booleans (ansible-core 2.19's rule); else truth decides and a warning is given once a place. */
  readonly strictConditions: boolean;
  /** Whether conditions that are no booleans are told as what ansible-core ends (`allow_broken_conditionals`), not warned of. */
  readonly allowsBrokenConditions?: boolean;
  /** Jinja's extensions that are switched on for everything, as the setting `jinja2_extensions` has it. */
  readonly extensions?: readonly string[];
}

/**
 * Renders for one scope (a host and a task). Synchronous; a lookup that must be awaited throws `Pending`, which
 * {@link settle} handles. Values rendered once are remembered for the templar's lifetime: make a new one when variables change.
 */
export interface Templar {
  /** A value of trusted content, rendered through and through; native types; `omit` drops out of containers. */
  render(value: Value, at?: Position): Value;
  /** The text of a template file. */
  renderText(source: string, options?: RenderTextOptions): string;
  /** A bare expression, as in `until` or a looped name. */
  evaluate(expression: string, at?: Position): Value;
  /** A condition (`when`, `failed_when` ...): a boolean, a string with an expression, or a list that must all hold. */
  test(condition: Value, at?: Position): boolean;
  /** What a template that is a variable's name stands for, as written in content; `undefined` for anything else. */
  findWritten(template: TemplateText): Value | undefined;
  /** Whether a text that a value of content came to was only passed on by its templates, as it is written in content. */
  isPassedOn(text: string, by: Value): boolean;
  /** Marks the texts in what a value of content came to that were only passed on. */
  trustPassedOn(made: Value, by: Value): void;
  /** Whether a variable is a text as it was written in content, where it may have been passed on from another. */
  isWritten(name: string): boolean;
  /** A variable, rendered; `undefined` when there is none. Raises its error when it cannot be rendered. */
  find(name: string): Value | undefined;
  /** Tries the expressions of a template one by one: what {@link probe} does, over this scope. */
  probe(text: ProbedText, looking: Omit<Probing, 'evaluation'>): readonly ProvisionError[];
  /** A warning for the user, in the task's result too. */
  warn(message: string, at: Position | undefined, details?: NoticeDetails): void;
  /** A templar whose scope has these variables in front. */
  with(variables: ReadonlyMap<string, Value>): Templar;
}
