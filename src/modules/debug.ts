import { ProvisionError, during } from '../base/errors.js';
import type { Position } from '../base/position.js';
import { untrusted } from '../template/untrusted.js';
import { arg, defineAction, fail, type ActionResult, type Controller, type Conversation } from '../module-kit/index.js';
import { resultValue } from '../module-kit/result-value.js';
import type { Json } from '../values/json.js';
import { knownParts } from './debug/known-parts.js';
import { toRepr } from '../values/repr.js';
import { typeName } from '../values/type-name.js';
import { positionOf } from '../values/origin.js';
import { TemplateText, UnsafeText, plainText, type Value } from '../values/value.js';

export const debug = defineAction({
  name: 'ansible.builtin.debug',
  summary: 'Show a message or the value of an expression.',
  args: {
    msg: arg.raw({ keepsNull: true, doc: 'What to show.' }),
    var: arg.raw({ doc: 'An expression, without braces, whose value is shown.' }),
    verbosity: arg.integer({ default: 0, doc: 'Show it only from this many -v on.' }),
  },
  rules: { mutuallyExclusive: [['msg', 'var']] },
  unrendered: ['var'],
  withoutTarget: true,
  examples: ['debug: { msg: "{{ inventory_hostname }} is up" }', 'debug: { var: result.stdout_lines }'],

  *run({ msg, var: expression, verbosity }, controller): Conversation<ActionResult> {
    if (verbosity > verbosityOf(controller))
      return { result: { skipped: true, skipped_reason: 'Verbosity threshold not met.' } };
    if (expression === undefined || expression === '' || isOmitted(expression, controller))
      return {
        result: { msg: msg === undefined ? 'Hello world!' : resultValue(msg), changed: false },
        display: 'always',
      };
    // What is shown may be called `ansible_facts`; it becomes none.
    return { result: { ...shown(expression, controller), changed: false }, effects: [], display: 'always' };
  },
});

function verbosityOf(controller: Controller): number {
  const value = controller.findVariable('ansible_verbosity');
  return typeof value === 'number' ? value : 0;
}

/** `var: "{{ omit }}"` is no `var`. */
function isOmitted(expression: Value, controller: Controller): boolean {
  if (!(expression instanceof TemplateText)) return false;
  try {
    controller.render(expression);
    return false;
  } catch (thrown) {
    // Any other problem is told when the value is asked for.
    return thrown instanceof ProvisionError && thrown.code === 'E0310';
  }
}

function shown(expression: Value, controller: Controller): Readonly<Record<string, Json>> {
  const rendered = expression instanceof TemplateText ? controller.render(expression) : plainText(expression);
  if (typeof rendered !== 'string') {
    // Braces around the variable were resolved already: its value is what is meant to be seen.
    if (expression instanceof TemplateText) return { [expression.source]: resultValue(rendered) };
    return fail(notText(rendered));
  }
  if (!isWritten(rendered, expression, controller)) refuse(positionOf(expression) ?? controller.at);
  return resultOf(rendered, positionOf(expression) ?? controller.argumentAt('var'), controller);
}

/** Text that a host returned or a template put together is never run as an expression. */
function isWritten(text: string, expression: Value, { isPassedOn }: Controller): boolean {
  if (expression instanceof TemplateText) return isPassedOn(text, expression);
  return !(expression instanceof UnsafeText);
}

function refuse(at: Position | undefined): never {
  return resolving(at, () => {
    throw untrusted(at);
  });
}

function resolving<T>(at: Position | undefined, run: () => T): T {
  return during({ message: 'Error while resolving `var` expression', at }, run);
}

function notText(value: Value): string {
  return `argument 'var' is of type ${typeName(value)} and we were unable to convert to str: ${toRepr(value)} is not a string and conversion is not allowed`;
}

/** What has no value is shown as such, with a warning: debug is there to find out. */
function resultOf(
  expression: string,
  at: Position | undefined,
  controller: Controller,
): Readonly<Record<string, Json>> {
  try {
    const { value, problems } = resolving(at, () => knownParts(expression, controller, { at }));
    for (const problem of problems) controller.warn(`Encountered 1 template error.\n${problem}`, at);
    return { [expression]: resultValue(value) };
  } catch (thrown) {
    if (!(thrown instanceof ProvisionError) || thrown.code !== 'E0310') throw thrown;
    controller.warn('The result of the `var` expression could not be omitted; a placeholder was used instead.', at);
    return { [expression]: '<<Omit>>' };
  }
}
