import { resolve } from 'node:path';
import { planLines } from '../../reporters/plan/plan-text.js';
import type { PlannedHosts, PlannedTask } from '../../reporters/plan/planned-hosts.js';
import { driftMetrics } from '../../reporters/plan/drift-metrics.js';
import type { DriftOptions } from '../commands/plan.js';
import { writeAtomically } from '../write-atomically.js';
import { detailedCodes, gatherPlan, planLook, type Planning } from './gather-plan.js';

/** Tells which hosts are not as wanted, and returns 0 for none, 2 for some, 1 when that could not be found out. */
export async function findDrift(
  playbooks: readonly string[],
  options: DriftOptions,
  planning: Planning,
): Promise<number> {
  const { environment } = planning;
  const startedAt = Date.now();
  const { plan, exitCode } = await gatherPlan(playbooks, options, planning);
  withoutOpen(plan);
  const lines = planLines(plan, planLook(environment));
  environment.writeOutput(lines.map((line) => `${line}\n`).join(''));
  const ended = { finishedAt: Date.now(), duration: Date.now() - startedAt, hasFailed: exitCode !== 0 };
  if (options.textfile !== undefined)
    writeAtomically(resolve(environment.directory, options.textfile), driftMetrics(plan, ended));
  if (exitCode !== 0) return detailedCodes.failure;
  return has(plan, 'change') ? detailedCodes.changes : detailedCodes.nothing;
}

/** A command that is run each time says nothing of how a host is: it is no drift. */
function withoutOpen(plan: PlannedHosts): void {
  for (const [host, tasks] of plan.hosts)
    plan.hosts.set(
      host,
      tasks.filter(({ prospect }) => prospect !== 'open'),
    );
}

function has({ hosts }: PlannedHosts, prospect: PlannedTask['prospect']): boolean {
  return [...hosts.values()].flat().some((task) => task.prospect === prospect);
}
