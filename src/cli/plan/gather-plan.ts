import type { Reporter } from '../../events/bus.js';
import type { Look } from '../../reporters/look.js';
import { PlannedHosts } from '../../reporters/plan/planned-hosts.js';
import { paint } from '../../reporters/style.js';
import type { PlaybookOptions } from '../commands/run.js';
import type { CliEnvironment } from '../environment.js';
import { readSource } from '../report-error.js';
import { runOrList } from '../run-or-list.js';
import { wantsColour } from '../screen.js';

/** Where a plan is made. */
export interface Planning {
  readonly environment: CliEnvironment;
  readonly signal: AbortSignal;
}

/** A plan, and the exit code that a run of it would have if nothing else failed. */
export interface Gathered {
  readonly plan: PlannedHosts;
  readonly exitCode: number;
}

/** Goes through the playbooks without changing anything, and gathers what they would do. Nothing is printed but warnings. */
export async function gatherPlan(
  playbooks: readonly string[],
  options: PlaybookOptions,
  { environment, signal }: Planning,
): Promise<Gathered> {
  const plan = new PlannedHosts();
  const warnings: Reporter = {
    report: (event) => (event.type === 'warning' ? environment.warn(event.message) : undefined),
  };
  const planned = { ...options, plan: true, check: true };
  const exitCode = await runOrList(playbooks, planned, { environment, signal, visible: [plan, warnings] });
  return { plan, exitCode };
}

/** How a plan is printed. */
export function planLook(environment: CliEnvironment): Look {
  return {
    style: paint(wantsColour(environment)),
    readSource,
    verbosity: 0,
    width: undefined,
    directory: environment.directory,
  };
}

/** The codes of `--detailed-exitcode`. */
export const detailedCodes = { nothing: 0, failure: 1, changes: 2 } as const;

/** 0 when nothing would change, 2 when something would (or might), 1 when the run would fail. */
export function detailedCode({ plan, exitCode }: Gathered): number {
  if (exitCode !== 0) return detailedCodes.failure;
  const all = [...plan.hosts.values()].flat();
  if (all.some(({ prospect }) => prospect === 'change' || prospect === 'open')) return detailedCodes.changes;
  return plan.owed.length > 0 ? detailedCodes.changes : detailedCodes.nothing;
}
