import { arg, defineAction, fail, type ActionResult, type Conversation } from '../module-kit/index.js';
import { resultObject } from '../module-kit/result-value.js';
import { isDict, type Dict, type Value } from '../values/value.js';

export const setStats = defineAction({
  name: 'ansible.builtin.set_stats',
  summary: 'Gather figures about the run, shown after the recap when show_custom_stats is on.',
  args: {
    data: arg.raw({ doc: 'The figures by name.' }),
    per_host: arg.boolean({ default: false, doc: 'Keep them for each host rather than for the run.' }),
    aggregate: arg.boolean({ default: true, doc: 'Add them to what is there rather than replace it.' }),
  },
  withoutTarget: true,
  examples: ['set_stats: { data: { restarted: 1 }, per_host: true }'],

  *run({ data, per_host, aggregate }): Conversation<ActionResult> {
    const stats = figures(data ?? new Map());
    return {
      result: { changed: false, ansible_stats: { data: resultObject(stats), per_host, aggregate } },
      effects: [{ kind: 'stats', stats, perHost: per_host, aggregate }],
    };
  },
});

function figures(data: Value): ReadonlyMap<string, Value> {
  const dict: Dict = isDict(data) ? data : fail("The 'data' option needs to be a dictionary/hash");
  const named = [...dict].map(([name, value]): [string, Value] => [String(name), value]);
  const bad = named.find(([name]) => !/^[A-Za-z_]\w*$/.test(name));
  return bad ? fail(`Invalid variable name '${bad[0]}'.`) : new Map(named);
}
