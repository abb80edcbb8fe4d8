import { resolve } from 'node:path';
import { planLines } from '../../reporters/plan/plan-text.js';
import type { PlanOptions } from '../commands/plan.js';
import { detailedCode, gatherPlan, planLook, type Planning } from './gather-plan.js';
import { savePlan } from './saved-plan.js';

/** Prints what a run would change, and saves it where that is wanted; returns the exit code. */
export async function makePlan(
  playbooks: readonly string[],
  options: PlanOptions,
  planning: Planning,
): Promise<number> {
  const { environment } = planning;
  const gathered = await gatherPlan(playbooks, options, planning);
  const lines = planLines(gathered.plan, planLook(environment));
  environment.writeOutput(lines.map((line) => `${line}\n`).join(''));
  const isWhole = gathered.exitCode === 0;
  if (options.out !== undefined && isWhole) {
    const path = resolve(environment.directory, options.out);
    savePlan(path, { playbooks, options, plan: gathered.plan, environment });
    environment.writeOutput(`saved: provision apply ${options.out}\n`);
  } else if (options.out !== undefined) environment.warn(`the plan is not saved in ${options.out}: the run would fail`);
  return options.detailedExitcode === true ? detailedCode(gathered) : gathered.exitCode;
}
