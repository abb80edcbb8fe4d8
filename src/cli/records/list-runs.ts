import { durationText } from '../../reporters/style.js';
import type { CliEnvironment } from '../environment.js';
import { failedHosts, type RunRecord } from './run-record.js';
import { keptRunsOf } from './run-records.js';

/** Prints the runs on record, the newest first. */
export function listRuns(environment: CliEnvironment, asJson: boolean): void {
  const records = keptRunsOf(environment).map(({ record }) => record);
  if (asJson) return environment.writeOutput(`${JSON.stringify(records, undefined, 2)}\n`);
  if (records.length === 0) return environment.writeOutput('no run is on record yet\n');
  const widest = Math.max(...records.map(({ id }) => id.length));
  for (const record of records) environment.writeOutput(`${record.id.padEnd(widest)}  ${summaryOf(record)}\n`);
}

/** A run in a line: its playbooks, what it came to, how long it took. */
export function summaryOf(record: RunRecord): string {
  const { playbooks, check, end } = record;
  const what = `${playbooks.join(' ')}${check ? ' (check)' : ''}`;
  return end ? `${what}  ${outcomeOf(record)}  ${durationText(end.duration)}` : `${what}  ${outcomeOf(record)}`;
}

function outcomeOf(record: RunRecord): string {
  const { end } = record;
  if (!end) return isAlive(record.processId) ? 'runs' : 'did not end';
  const failed = failedHosts(record);
  if (failed.length > 0) return `failed on ${failed.join(' ')}`;
  const changed = Object.values(end.counts).reduce((sum, counts) => sum + counts.changed, 0);
  if (end.exitCode !== 0) return `ended with ${end.exitCode}`;
  return `ok, ${changed} changed on ${Object.keys(end.counts).length} hosts`;
}

/** Whether a process is there. Another one may have taken its number since. */
function isAlive(processId: number): boolean {
  try {
    return process.kill(processId, 0);
  } catch (thrown) {
    return thrown instanceof Error && 'code' in thrown && thrown.code === 'EPERM';
  }
}
