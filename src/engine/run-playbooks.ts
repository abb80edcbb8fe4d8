import { ContentErrors, ProvisionError } from '../base/errors.js';
import type { HostCounts } from '../events/event.js';
import type { Play } from '../playbook/nodes.js';
import { exitCodeWithin, exitCodes } from './exit-codes.js';
import { errorNote } from './outcome.js';
import { recallFacts } from './fact-cache.js';
import { warnOfInventory } from './reserved-names.js';
import { runPlay } from './run-play.js';
import type { Run } from './run.js';
import { shownStats } from './stats.js';

/** What is run, as it is told. */
export interface RunTitle {
  /** The playbooks, as they were named. */
  readonly names: readonly string[];
  /** The collection whose playbook is run. */
  readonly collection?: string | undefined;
}

/** Runs plays one after the other and returns the exit code. The last event is `run end`. */
export async function runPlaybooks(plays: readonly Play[], { names, collection }: RunTitle, run: Run): Promise<number> {
  const { settings, events } = run;
  const startedAt = Date.now();
  events.emit({
    type: 'run start',
    version: 1,
    playbooks: names,
    ...(collection === undefined ? {} : { collection }),
    plays: plays.length,
    check: settings.check,
    diff: settings.diff,
    startedAt: new Date(startedAt).toISOString(),
  });
  let exitCode: number = exitCodes.success;
  try {
    warnOfInventory(run);
    recallFacts(run);
    for (const play of plays) if (!(await runPlay(play, run))) break;
    await Promise.all(run.jobs);
    exitCode = exitCodeOf(run);
  } catch (thrown) {
    const isContent = thrown instanceof ContentErrors;
    if (!isContent && !(thrown instanceof ProvisionError)) throw thrown;
    exitCode = isContent ? exitCodes.parser : exitCodeWithin(thrown.code);
    for (const error of isContent ? thrown.errors : [thrown]) events.emit({ type: 'error', error: errorNote(error) });
  } finally {
    if (run.signal.aborted) events.emit({ type: 'stopped', reason: 'interrupted', cause: 'interrupt' });
    events.emit({
      type: 'run end',
      counts: countsOf(run),
      stats: shownStats(run.stats),
      exitCode: run.signal.aborted ? exitCodes.interrupted : exitCode,
      duration: Date.now() - startedAt,
    });
  }
  if (run.pace.missing !== undefined && !run.signal.aborted) tellMissingStart(run.pace.missing, run);
  return run.signal.aborted ? exitCodes.interrupted : exitCode;
}

/** No error for Ansible: the run was asked for less than it seems, and has done that. */
function tellMissingStart(name: string, { events }: Run): void {
  const message = `No matching task "${name}" found. Note: --start-at-task can only follow static includes.`;
  events.emit({ type: 'error', error: { code: 'E0408', message } });
}

function exitCodeOf({ hosts }: Run): number {
  const all = [...hosts.values()];
  if (all.some((host) => host.isUnreachable)) return exitCodes.unreachable;
  return all.some((host) => host.hasFailed) ? exitCodes.failed : exitCodes.success;
}

/** Hosts that were only known of, as delegates or through `hostvars`, are not counted. */
function countsOf({ hosts }: Run): Record<string, HostCounts> {
  return Object.fromEntries(
    [...hosts].filter(([, host]) => host.hasResults).map(([name, host]) => [name, host.counts]),
  );
}
