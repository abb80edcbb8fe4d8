import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { ProvisionError } from '../../base/errors.js';
import type { CliEnvironment } from '../environment.js';
import type { RunOptions } from '../run-options.js';
import { failedHosts } from './run-record.js';
import { findLastRun } from './run-records.js';

/**
 * Options in whose limit `@failed` stands for the hosts that failed in the last run, of these playbooks where they are
 * given. A file of that name wins, and Ansible's programs know nothing else. Throws E0204 when nothing has failed.
 */
export function withFailedHosts<Options extends Pick<RunOptions, 'limit' | 'dialect'>>(
  options: Options,
  environment: CliEnvironment,
  paths?: readonly string[],
): Options {
  const parts = options.limit?.split(/([,:])/) ?? [];
  if (options.dialect === 'ansible' || !parts.includes('@failed')) return options;
  if (existsSync(resolve(environment.directory, 'failed'))) return options;
  const failed = hostsOfLastRun(environment, paths).join(',');
  // With a comma in it, commas separate everywhere.
  return { ...options, limit: parts.map((part) => (part === '@failed' ? failed : part.replace(':', ','))).join('') };
}

function hostsOfLastRun(environment: CliEnvironment, paths: readonly string[] | undefined): string[] {
  const last = findLastRun(environment, paths);
  if (!last) {
    const what = paths === undefined ? 'run' : 'run of these playbooks';
    throw new ProvisionError('E0204', `@failed stands for nobody: no ${what} is on record`, {
      hint: 'provision runs list shows those that are',
    });
  }
  const hosts = failedHosts(last.record);
  if (hosts.length > 0) return hosts;
  throw new ProvisionError('E0204', `@failed stands for nobody: no host failed in the last run (${last.record.id})`);
}
