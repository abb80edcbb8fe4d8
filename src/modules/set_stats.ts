import { arg, defineAction, fail, type ActionResult, type Conversation } from '../module-kit/index.js';
import { resultObject } from '../module-kit/result-value.js';
import { namedVariables } from '../module-kit/variable-names.js';
import { isDict, type Dict, type Value } from '../values/value.js';

export const setStats = defineAction({
  name: 'ansible.builtin.set_stats',
  summary: 'Gather figures about the run, shown after the recap when show_custom_stats is on.',
  args: {
    data: arg.raw({ doc: 'The figures by name.' }),
    per_host: arg.raw({ default: false, doc: 'Keep them for each host rather than for the run.' }),
    aggregate: arg.raw({ default: true, doc: 'Add them to what is there rather than replace it.' }),
  },
  withoutTarget: true,
  examples: ['set_stats: { data: { restarted: 1 }, per_host: true }'],

  *run({ data, ...flags }): Conversation<ActionResult> {
    const [per_host, aggregate] = [isOn(flags.per_host), isOn(flags.aggregate)];
    const stats = figures(data ?? new Map());
    return {
      result: { changed: false, ansible_stats: { data: resultObject(stats), per_host, aggregate } },
      effects: [{ kind: 'stats', stats, perHost: per_host, aggregate }],
    };
  },
});

function figures(data: Value): ReadonlyMap<string, Value> {
  const dict: Dict = isDict(data) ? data : fail("The 'data' option needs to be a dictionary/hash");
  return namedVariables(dict);
}

/** What is no word for yes means no. */
function isOn(value: Value): boolean {
  return value === true || value === 1 || (typeof value === 'string' && /^(?:y|yes|on|1|true|t)$/i.test(value));
}
