import { readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { ProvisionError } from '../../base/errors.js';
import { didYouMean } from '../../base/suggest.js';
import type { CliEnvironment } from '../environment.js';
import { readRecord, type RunRecord } from './run-record.js';
import { stateDirectory } from './state-directory.js';

/** Runs that are kept; older ones go when a new one has ended. */
const keptRuns = 50;

/** The length of a name without the number that a second run of the same second has. */
const nameOfSecond = 'YYYYMMDD-HHMMSS'.length;

/** A run that is on record, and the directory that holds what is known of it. */
export interface KeptRun {
  readonly directory: string;
  readonly record: RunRecord;
}

/** Where runs are recorded, a directory each; `undefined` for a user without a home. */
export function runsDirectory(environment: Pick<CliEnvironment, 'variables' | 'home'>): string | undefined {
  const state = stateDirectory(environment);
  return state === undefined ? undefined : join(state, 'runs');
}

/** The runs on record, the newest first. */
export function keptRunsOf(environment: Pick<CliEnvironment, 'variables' | 'home'>): KeptRun[] {
  const directory = runsDirectory(environment);
  return namesIn(directory).flatMap((name) => {
    const own = join(directory ?? '', name);
    const record = readRecord(own);
    return record ? [{ directory: own, record }] : [];
  });
}

/** The newest run of the same playbooks, of those that could change something. */
export function findLastRun(
  environment: Pick<CliEnvironment, 'variables' | 'home'>,
  paths: readonly string[] | undefined,
): KeptRun | undefined {
  return keptRunsOf(environment).find(
    ({ record }) => !record.check && (paths === undefined || paths.join('\n') === record.paths.join('\n')),
  );
}

/** The run of this name, or the newest one for `last`. Throws E0009 when there is none. */
export function getRun(name: string, environment: Pick<CliEnvironment, 'variables' | 'home'>): KeptRun {
  const all = keptRunsOf(environment);
  const found = name === 'last' ? all[0] : all.find(({ record }) => record.id === name);
  if (found) return found;
  if (all.length === 0) throw new ProvisionError('E0009', 'no run is on record yet');
  const hint = didYouMean(
    name,
    all.map(({ record }) => record.id),
  );
  throw new ProvisionError('E0009', `no run "${name}" is on record`, {
    hint: hint ?? 'provision runs list shows those that are; "last" is the newest',
  });
}

/** Forgets all runs but the newest. */
export function pruneRuns(directory: string): void {
  for (const name of namesIn(directory).slice(keptRuns))
    rmSync(join(directory, name), { recursive: true, force: true });
}

/** Names begin with the time: sorted by name is sorted by age. */
function namesIn(directory: string | undefined): string[] {
  if (directory === undefined) return [];
  try {
    return readdirSync(directory).sort(newestFirst);
  } catch (thrown) {
    if (thrown instanceof Error && 'code' in thrown && thrown.code === 'ENOENT') return [];
    throw thrown;
  }
}

/** `20261123-020407` before `20261123-020407-2`, and that before `-10`. */
function newestFirst(a: string, b: string): number {
  const [second, other] = [a.slice(0, nameOfSecond), b.slice(0, nameOfSecond)];
  if (second !== other) return second < other ? 1 : -1;
  return b.length - a.length || (a < b ? 1 : -1);
}
