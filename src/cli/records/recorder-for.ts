import type { CliEnvironment } from '../environment.js';
import type { RunOptions } from '../run-options.js';
import { Recorder } from './recorder.js';
import { runsDirectory } from './run-records.js';

/** What records a run; `undefined` where it is not wanted (`--no-record`, PROVISION_RECORD=0) or as one of Ansible's programs. */
export function recorderFor(
  { dialect, record }: Pick<RunOptions, 'dialect' | 'record'>,
  paths: readonly string[],
  environment: CliEnvironment,
): Recorder | undefined {
  const isOff = record === false || /^(?:0|false|no|off)$/i.test(environment.variables['PROVISION_RECORD'] ?? '');
  const directory = runsDirectory(environment);
  if (isOff || dialect === 'ansible' || directory === undefined) return undefined;
  const { processId } = environment;
  return new Recorder({ directory, processId, paths, now: Date.now, warn: (message) => environment.warn(message) });
}
