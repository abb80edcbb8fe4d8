import { createReadStream, existsSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { ProvisionError } from '../../base/errors.js';
import type { PlaybookOptions } from '../commands/run.js';
import type { CliEnvironment } from '../environment.js';
import { FinishedTasks } from './finished-tasks.js';
import type { JournalLine } from './run-journal.js';
import { journalFile } from './run-record.js';
import { findLastRun, getRun, type KeptRun } from './run-records.js';

/**
 * What the run that is to be gone on with has finished (`--resume`, `--resume-from`); `undefined` where none is. Throws
 * E0009 when there is no such run, or when it has nothing left to do.
 */
export async function finishedBefore(
  { resume, resumeFrom }: Pick<PlaybookOptions, 'resume' | 'resumeFrom'>,
  paths: readonly string[],
  environment: CliEnvironment,
): Promise<FinishedTasks | undefined> {
  if (resume !== true && resumeFrom === undefined) return undefined;
  const run = resumeFrom === undefined ? findLastRun(environment, paths) : getRun(resumeFrom, environment);
  if (!run) throw new ProvisionError('E0009', 'there is nothing to resume: no run of these playbooks is on record');
  const path = journalFile(run.directory);
  if (!existsSync(path)) throw nothingLeft(run);
  const finished = new FinishedTasks();
  for await (const line of createInterface({ input: createReadStream(path), crlfDelay: Infinity })) {
    const entry = parse(line);
    if (entry) finished.add(entry);
  }
  environment.note(`resuming ${run.record.id}: ${finished.summary()}`);
  return finished;
}

function nothingLeft({ record }: KeptRun): ProvisionError {
  const hint = record.check ? 'a run with --check cannot be resumed' : 'provision runs list shows the others';
  return new ProvisionError('E0009', `there is nothing to resume: run ${record.id} has done all it had to`, { hint });
}

function parse(line: string): JournalLine | undefined {
  try {
    // We wrote it.
    return JSON.parse(line) as JournalLine;
  } catch {
    // The last line of a run that was killed while it wrote.
    return undefined;
  }
}
