import { arg, defineAction, type ActionResult, type Controller, type Conversation } from '../module-kit/index.js';
import { resultValue } from '../module-kit/result-value.js';
import { isTrusted } from '../values/trust.js';
import { TemplateText, UnsafeText, isList, type Value } from '../values/value.js';

/** A variable may hold the whole list. Text in a list that was put together is no condition, and refused as such. */
function conditionsOf(that: Value, controller: Controller): readonly Value[] {
  if (!(that instanceof TemplateText)) return isList(that) ? that : [that];
  const written = controller.findWritten(that);
  if (isList(written)) return written;
  const value = controller.render(that);
  if (!isList(value)) return [that];
  return value.map((item, index) =>
    typeof item === 'string' && !isTrusted(value, index, item) ? new UnsafeText(item, undefined) : item,
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
    for (const condition of conditionsOf(that, controller)) {
      if (controller.test(condition)) continue;
      const msg = fail_msg === undefined ? 'Assertion failed' : resultValue(fail_msg);
      const assertion = resultValue(condition);
      return { result: { failed: true, changed: false, evaluated_to: false, assertion, msg }, display };
    }
    const msg = success_msg === undefined ? 'All assertions passed' : resultValue(success_msg);
    return { result: { changed: false, msg }, display };
  },
});
