import type { Configuration } from '../config/load-configuration.js';
import type { CliEnvironment } from './environment.js';
import type { RunOptions } from './run-options.js';

/** What is told of an inventory without hosts: Ansible's warning in its dialect, and nothing otherwise, because plays that find no hosts say so. */
export function emptyInventoryWarning(
  { dialect }: Pick<RunOptions, 'dialect'>,
  { localhostWarning }: Configuration,
  environment: CliEnvironment,
): () => void {
  if (dialect !== 'ansible' || !localhostWarning) return () => undefined;
  return () =>
    environment.warn(
      "provided hosts list is empty, only localhost is available. Note that the implicit localhost does not match 'all'",
    );
}
