import { arg, defineAction, fail, type ActionResult, type Controller, type Conversation } from '../module-kit/index.js';
import { resultValue } from '../module-kit/result-value.js';
import { isFromFile, positionOfItem } from '../values/origin.js';
import { isTrusted } from '../values/trust.js';
import { typeName } from '../values/type-name.js';
import { TemplateText, UnsafeText, isList, type Value } from '../values/value.js';

/** A variable may hold the whole list. Nothing at all is an empty condition. */
function conditionsOf(that: Value, controller: Controller): readonly Value[] {
  const conditions = isList(that) ? that : that instanceof TemplateText ? findConditions(that, controller) : [that];
  return conditions.includes(null) ? conditions.map((condition) => condition ?? '') : conditions;
}

function findConditions(that: TemplateText, controller: Controller): readonly Value[] {
  // An expression may hold templates within its texts; only a template gives a list.
  if (!/^\s*\{[{%]/.test(that.source)) return [that];
  const written = controller.findWritten(that);
  if (isList(written)) return withUnsafeTexts(written);
  const value = controller.render(that);
  if (value === null) return [''];
  controller.trustPassedOn(value, that);
  return isList(value) ? withUnsafeTexts(value) : [that];
}

/** Text in a list that was put together is no condition, and refused as such. */
function withUnsafeTexts(conditions: readonly Value[]): readonly Value[] {
  return conditions.map((item, index) =>
    typeof item === 'string' && !isTrusted(conditions, index, item) ? new UnsafeText(item, undefined) : item,
  );
}

/** What is said may be a text or a list of them. */
function saying(name: string, given: Value): Value {
  const isText = (value: Value): boolean => typeof value === 'string';
  if (isText(given) || (isList(given) && given.every(isText))) return given;
  const wanted = 'a string or list of strings is required';
  fail(
    `argument '${name}' is of type ${typeName(given)} and we were unable to convert to str_or_list_of_str: ${wanted}`,
  );
}

export const assert = defineAction({
  name: 'ansible.builtin.assert',
  summary: 'Fail unless conditions hold.',
  args: {
    that: arg.raw({ required: true, doc: 'A condition, or a list of them.' }),
    fail_msg: arg.raw({ aliases: ['msg'], doc: 'What to say when one does not hold.' }),
    success_msg: arg.raw({ doc: 'What to say when all hold.' }),
    quiet: arg.boolean({ default: false, doc: 'Say less.' }),
  },
  unrendered: ['that'],
  withoutTarget: true,
  examples: [
    'assert: { that: [ansible_facts.memtotal_mb > 1024, thanos_bucket is defined], fail_msg: not enough memory }',
  ],

  *run({ that, fail_msg, success_msg, quiet }, controller): Conversation<ActionResult> {
    const display = quiet ? undefined : 'always';
    const failMessage = saying('fail_msg', fail_msg ?? 'Assertion failed');
    const successMessage = saying('success_msg', success_msg ?? 'All assertions passed');
    const conditions = conditionsOf(that, controller);
    for (const [index, condition] of conditions.entries()) {
      const at = isFromFile(conditions) ? positionOfItem(conditions, index) : controller.argumentAt('that');
      if (controller.test(condition, at)) continue;
      const assertion = resultValue(condition);
      const msg = resultValue(failMessage);
      return { result: { failed: true, changed: false, evaluated_to: false, assertion, msg }, display };
    }
    return { result: { changed: false, msg: resultValue(successMessage) }, display };
  },
});
