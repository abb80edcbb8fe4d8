import { arg, defineAction, type ActionResult, type Conversation } from '../module-kit/index.js';
import { resultValue } from '../module-kit/result-value.js';

export const fail = defineAction({
  name: 'ansible.builtin.fail',
  summary: 'Fail with a message.',
  args: { msg: arg.raw({ default: 'Failed as requested from task', doc: 'Why.' }) },
  withoutTarget: true,
  refusal: 'invalid options',
  examples: ['fail: { msg: the bucket is not set }'],

  *run({ msg }): Conversation<ActionResult> {
    return { result: { failed: true, changed: false, msg: resultValue(msg) } };
  },
});
