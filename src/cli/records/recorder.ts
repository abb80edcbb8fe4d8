import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { messageOf } from '../../base/errors.js';
import type { Reporter } from '../../events/bus.js';
import type { HostResult, RunEvent } from '../../events/event.js';
import { AppendedFile } from './appended-file.js';
import { eventsFile, journalFile, recordFile, type RunRecord } from './run-record.js';
import { pruneRuns } from './run-records.js';
import { writePrivately } from './state-directory.js';

export interface Recording {
  /** Where runs are recorded. */
  readonly directory: string;
  readonly processId: number;
  /** Where the playbooks are that are run. */
  readonly paths: readonly string[];
  now(): number;
  warn(message: string): void;
}

/** Records a run: its events, which are masked when they get here, and what it came to. A run that cannot be recorded is run all the same. */
export class Recorder implements Reporter {
  readonly #recording: Recording;
  #record: RunRecord | undefined;
  #events: AppendedFile | undefined;
  #journal: AppendedFile | undefined;

  constructor(recording: Recording) {
    this.#recording = recording;
  }

  /** The record of the run that is under way. */
  get id(): string | undefined {
    return this.#record?.id;
  }

  /** Where the run is recorded; `undefined` before it begins, and when it cannot be. */
  get directory(): string | undefined {
    return this.#record && join(this.#recording.directory, this.#record.id);
  }

  report(event: RunEvent): void {
    this.#try(() => {
      if (event.type === 'run start') this.#begin(event);
      if (!isKept(event)) return;
      this.#events?.write(`${JSON.stringify({ time: this.#recording.now(), ...small(event) })}\n`);
      if (event.type === 'run end') this.#end(event);
    });
  }

  /** Adds a line to what a run that goes on after this one needs to know. */
  noteLine(line: string): void {
    this.#try(() => this.#journal?.write(`${line}\n`));
  }

  close(): void {
    this.#try(() => {
      this.#events?.close();
      this.#journal?.close();
    });
    this.#events = undefined;
    this.#journal = undefined;
  }

  #begin({ playbooks, startedAt, check }: Extract<RunEvent, { type: 'run start' }>): void {
    const { directory, processId, paths } = this.#recording;
    mkdirSync(directory, { recursive: true, mode: 0o700 });
    const id = newName(directory, startedAt);
    this.#record = { version: 1, id, processId, playbooks, paths, startedAt, check };
    this.#save(this.#record);
    const own = join(directory, id);
    this.#events = new AppendedFile(eventsFile(own));
    if (!check) this.#journal = new AppendedFile(journalFile(own));
  }

  #end({ exitCode, duration, counts }: Extract<RunEvent, { type: 'run end' }>): void {
    if (!this.#record) return;
    this.#record = { ...this.#record, end: { exitCode, duration, counts } };
    this.#events?.flush();
    this.#save(this.#record);
    // There is nothing to go on with.
    if (exitCode === 0 && this.directory !== undefined) rmSync(journalFile(this.directory), { force: true });
    pruneRuns(this.#recording.directory);
  }

  #save(record: RunRecord): void {
    writePrivately(recordFile(join(this.#recording.directory, record.id)), `${JSON.stringify(record)}\n`);
  }

  #try(work: () => void): void {
    try {
      work();
    } catch (thrown) {
      this.#events = undefined;
      this.#journal = undefined;
      this.#record = undefined;
      this.#recording.warn(`the run is not recorded: ${messageOf(thrown)}`);
    }
  }
}

/** Makes a directory of the time's name; a second one in the same second gets a number. */
function newName(directory: string, startedAt: string): string {
  const time = startedAt.slice(0, 19).replaceAll(/[-:]/g, '').replace('T', '-');
  for (let count = 1; ; count++) {
    const name = count === 1 ? time : `${time}-${count}`;
    try {
      mkdirSync(join(directory, name), { mode: 0o700 });
      return name;
    } catch (thrown) {
      if (!(thrown instanceof Error && 'code' in thrown && thrown.code === 'EEXIST')) throw thrown;
    }
  }
}

const passing: ReadonlySet<RunEvent['type']> = new Set(['transfer', 'output', 'detail', 'trip start', 'trip end']);

/** What only says how a run goes on while it does is not kept. */
function isKept({ type }: RunEvent): boolean {
  return !passing.has(type);
}

/** Facts are large, and nobody looks at them again. */
function small(event: RunEvent): RunEvent {
  if (event.type !== 'host end' && event.type !== 'item end') return event;
  return event.result.display === 'never' ? { ...event, result: withoutFacts(event.result) } : event;
}

function withoutFacts(result: HostResult): HostResult {
  const others = Object.entries(result.result).filter(([key]) => key !== 'ansible_facts');
  return { ...result, result: Object.fromEntries(others) };
}
