import { globExpression } from '../base/glob.js';
import { arg, askAll, defineModule, fail, type Conversation, type Result, type ValuesOf } from '../module-kit/index.js';
import { gatherFacts, type FactSubject } from '../facts/question.js';
import { familiesOfSubset, subsetNames } from '../facts/select.js';
import type { Json } from '../values/json.js';

const args = {
  gather_subset: arg.list(arg.string({ doc: 'A subset, or the name of a fact; `!` leaves it out.' }))({
    default: ['all'],
    doc: 'Which facts to gather.',
  }),
  filter: arg.list(arg.string({ doc: 'A pattern with `*` and `?`.' }))({
    default: [],
    doc: 'Return only facts whose names match.',
  }),
  fact_path: arg.path({ default: '/etc/ansible/facts.d', doc: 'Directory of local facts on the target.' }),
  gather_timeout: arg.integer({ default: 10, doc: 'Seconds for what can hang.' }),
} as const;

export const setup = defineModule({
  name: 'ansible.builtin.setup',
  summary: 'Gather facts about the target.',
  args,
  display: 'never',
  examples: ['setup:', 'setup: { gather_subset: ["!all", network], filter: ["ansible_default_ipv4"] }'],

  *run(given): Conversation<Result> {
    const { families, unknown } = familiesOfSubset(given.gather_subset);
    if (unknown.length > 0)
      fail(
        `Bad subset '${unknown.join(', ')}' given to Ansible. gather_subset options allowed: ${subsetNames.join(', ')}`,
      );
    const gathered = yield* askAll(families.map((family) => gatherFacts(subjectOf(family, given))));
    const facts = Object.entries(Object.assign({}, ...gathered) as Record<string, Json>);
    const named = facts.map(([name, value]): [string, Json] => [`ansible_${name}`, value]).sort(byName);
    const all: [string, Json][] = [...named, ['gather_subset', given.gather_subset], ['module_setup', true]];
    const chosen = all.filter(([name]) => isWanted(name, given.filter));
    return { changed: false, ansible_facts: Object.fromEntries(chosen) };
  },
});

function byName([a]: [string, Json], [b]: [string, Json]): number {
  return a < b ? -1 : 1;
}

/** Defaults are left out, so that answers gathered ahead of the task have the same key. */
function subjectOf(family: string, { fact_path, gather_timeout }: ValuesOf<typeof args>): FactSubject {
  return {
    family,
    ...(family === 'local' && fact_path !== '/etc/ansible/facts.d' ? { factPath: fact_path } : {}),
    ...(family === 'mounts' && gather_timeout !== 10 ? { timeout: gather_timeout } : {}),
  };
}

function isWanted(name: string, patterns: readonly string[]): boolean {
  const wanted = patterns.filter((pattern) => pattern !== '');
  return (
    wanted.length === 0 ||
    wanted.some((pattern) =>
      [name, name.replace(/^ansible_/, '')].some((spelling) => globExpression(pattern).test(spelling)),
    )
  );
}
