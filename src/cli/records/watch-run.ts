import { join } from 'node:path';
import type { SecretMask } from '../../base/secret.js';
import type { Journal } from '../../engine/resume/journal.js';
import type { Reporter } from '../../events/bus.js';
import type { UsualDuration } from '../../reporters/live/live-text.js';
import type { CliEnvironment } from '../environment.js';
import type { RunOptions } from '../run-options.js';
import { DurationStore } from './duration-store.js';
import { OwedStore } from './owed-store.js';
import { RunJournal } from './run-journal.js';
import { Recorder } from './recorder.js';
import { runsDirectory } from './run-records.js';
import { stateDirectory } from './state-directory.js';

/** What keeps a run's state beyond its end. */
export interface Watch {
  readonly recorder: Recorder;
  readonly owed: OwedStore;
  /** How long tasks took in earlier runs, in milliseconds. */
  readonly usual: UsualDuration;
  /** What is noted for a run that goes on after this one; nothing that holds a secret. */
  journalFor(mask: SecretMask): Journal;
  readonly readers: readonly Reporter[];
}

/** What records a run; `undefined` where it is not wanted (`--no-record`, PROVISION_RECORD=0) or as one of Ansible's programs. */
export function watchRun(
  { dialect, record }: Pick<RunOptions, 'dialect' | 'record'>,
  paths: readonly string[],
  environment: CliEnvironment,
): Watch | undefined {
  const isOff = record === false || /^(?:0|false|no|off)$/i.test(environment.variables['PROVISION_RECORD'] ?? '');
  const directory = runsDirectory(environment);
  const state = stateDirectory(environment);
  if (isOff || dialect === 'ansible' || directory === undefined || state === undefined) return undefined;
  const { processId } = environment;
  const warn = (message: string): void => environment.warn(message);
  const recorder = new Recorder({ directory, processId, paths, now: Date.now, warn });
  const owed = new OwedStore({ path: join(state, 'owed-handlers.json'), runId: () => recorder.id ?? '', warn });
  const journalFor = (mask: SecretMask): Journal => new RunJournal((line) => recorder.noteLine(line), mask);
  const durations = new DurationStore(join(state, 'durations.json'), warn);
  const usual: UsualDuration = (task, host) => durations.usual(task, host);
  return { recorder, owed, usual, journalFor, readers: [recorder, owed, durations] };
}
