import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { HostCounts } from '../../events/event.js';

/** What is kept of a run beside its events. */
export interface RunRecord {
  readonly version: 1;
  /** The time at which it began, as `20261122-140902`; runs of the same second are numbered. */
  readonly id: string;
  readonly processId: number;
  /** The playbooks as they were named, and where they are. */
  readonly playbooks: readonly string[];
  readonly paths: readonly string[];
  readonly startedAt: string;
  readonly check: boolean;
  /** What it came to; absent while it runs, and for ever when it was killed. */
  readonly end?: RunEnding | undefined;
}

export interface RunEnding {
  readonly exitCode: number;
  /** Milliseconds. */
  readonly duration: number;
  readonly counts: Readonly<Record<string, HostCounts>>;
}

/** The hosts on which a run failed, or that it did not reach. */
export function failedHosts({ end }: Pick<RunRecord, 'end'>): string[] {
  return Object.entries(end?.counts ?? {})
    .filter(([, { failed, unreachable }]) => failed > 0 || unreachable > 0)
    .map(([host]) => host);
}

/** Where a run's events are. */
export function eventsFile(directory: string): string {
  return join(directory, 'events.ndjson');
}

/** Where what a run has finished is, for one that goes on from there. */
export function journalFile(directory: string): string {
  return join(directory, 'journal.ndjson');
}

/** Where what is known of the run is. */
export function recordFile(directory: string): string {
  return join(directory, 'run.json');
}

/** The record in a run's directory; `undefined` when there is none that can be read. */
export function readRecord(directory: string): RunRecord | undefined {
  try {
    const record: unknown = JSON.parse(readFileSync(recordFile(directory), 'utf8'));
    return isRecord(record) ? record : undefined;
  } catch {
    // A run that is just beginning or being pruned, or that a full disk cut short: it is no record.
    return undefined;
  }
}

function isRecord(data: unknown): data is RunRecord {
  return typeof data === 'object' && data !== null && 'version' in data && data.version === 1 && 'paths' in data;
}
