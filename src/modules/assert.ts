import { arg, defineAction, type ActionResult, type Conversation } from '../module-kit/index.js';
import { resultValue } from '../module-kit/result-value.js';
import { isList } from '../values/value.js';

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
    for (const condition of isList(that) ? that : [that]) {
      if (controller.test(condition)) continue;
      const msg = fail_msg === undefined ? 'Assertion failed' : resultValue(fail_msg);
      const assertion = resultValue(condition);
      return { result: { failed: true, changed: false, evaluated_to: false, assertion, msg }, display };
    }
    const msg = success_msg === undefined ? 'All assertions passed' : resultValue(success_msg);
    return { result: { changed: false, msg }, display };
  },
});
