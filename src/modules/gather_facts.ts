import {
  arg,
  defineAction,
  fail,
  failureResult,
  type ActionResult,
  type Controller,
  type Conversation,
  type ModuleCall,
  type Result,
} from '../module-kit/index.js';
import { fromJson } from '../values/json.js';
import { isDict, type Value } from '../values/value.js';
import { mergeFacts, summaryOf, type Gathered } from './facts/combine.js';
import { argumentsForFacts } from './facts/facts-arguments.js';
import { choosePlan, type FactsPlan } from './facts/facts-modules.js';

/** Gathers facts with the modules that `ansible_facts_modules` names, and puts together what they return. */
export const gatherFactsAction = defineAction({
  name: 'ansible.builtin.gather_facts',
  summary: 'Gather facts about the target with one or several modules.',
  args: {
    parallel: arg.boolean({ doc: 'Run several modules at the same time; so it is when there are several.' }),
  },
  anyArguments: true,
  failsAs: 'action',
  examples: ['gather_facts:', 'gather_facts: { gather_subset: ["!all", network] }'],

  *run({ parallel }, controller): Conversation<ActionResult> {
    const plan = choosePlan(controller);
    const calls = plan.modules.map((name) => ({ name, ...argumentsForFacts(name, controller.others) }));
    const results = isParallel(parallel, plan, controller)
      ? yield* controller.runTogether(calls)
      : yield* inTurn(calls, controller);
    const gathered = plan.modules.map((name, index) => ({ name, result: results[index] ?? {} }));
    const warnings = [...plan.warnings, ...calls.flatMap((call) => call.warnings)];
    return {
      result: summaryOf(gathered, warnings),
      effects: [{ kind: 'gathered facts', facts: factsOf(gathered) }],
      display: 'never',
    };
  },
});

function isParallel(written: boolean | undefined, { modules }: FactsPlan, controller: Controller): boolean {
  const variable = controller.findVariable('ansible_facts_parallel');
  if (written !== undefined) return written;
  if (variable === undefined || variable === null) return modules.length > 1;
  return variable === true || ['true', 'yes', 'on', '1', 'y', 't'].includes(String(variable).toLowerCase());
}

function* inTurn(calls: readonly ModuleCall[], controller: Controller): Conversation<Result[]> {
  const results: Result[] = [];
  for (const { name, args } of calls) {
    try {
      results.push(yield* controller.runModule(name, args));
    } catch (thrown) {
      results.push(failureResult(thrown));
    }
  }
  return results;
}

/** The facts with the mark by which `gathering: smart` knows that they have been gathered. */
function factsOf(gathered: readonly Gathered[]): ReadonlyMap<string, Value> {
  const facts = fromJson(mergeFacts(gathered));
  const named = isDict(facts) ? [...facts].map(([name, value]) => [String(name), value] as const) : fail('no facts');
  return new Map<string, Value>([...named, ['_ansible_facts_gathered', true]]);
}
