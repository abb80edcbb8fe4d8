import { arg, defineAction, fail, type ActionResult, type Conversation } from '../module-kit/index.js';
import { resultObject } from '../module-kit/result-value.js';
import { namedVariables } from '../module-kit/variable-names.js';

export const setFact = defineAction({
  name: 'ansible.builtin.set_fact',
  summary: 'Set variables of a host.',
  args: { cacheable: arg.boolean({ default: false, doc: 'Make them facts too, kept in the cache of facts.' }) },
  anyArguments: true,
  keepsVaultTexts: true,
  withoutTarget: true,
  examples: ['set_fact: { leader: "{{ groups.prometheus | first }}" }'],

  *run({ cacheable }, { others }): Conversation<ActionResult> {
    if (others.size === 0) fail('No key/value pairs provided, at least one is required for this action to succeed');
    const facts = namedVariables(others);
    return {
      result: { changed: false, ansible_facts: resultObject(facts) },
      effects: [{ kind: 'facts', facts, cacheable }],
    };
  },
});
