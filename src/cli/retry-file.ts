import { writeFileSync } from 'node:fs';
import { basename, dirname, extname, join } from 'node:path';
import { ProvisionError, messageOf } from '../base/errors.js';
import type { Configuration } from '../config/load-configuration.js';
import type { RunHost } from '../engine/run-host.js';
import type { CliEnvironment } from './environment.js';

/** What is known at the end of a playbook. */
export interface EndedPlaybook {
  readonly path: string;
  readonly hosts: ReadonlyMap<string, Pick<RunHost, 'hasFailed' | 'isUnreachable'>>;
}

/** Writes the hosts that failed beside the playbook, for `--limit @file`, when the settings want it. */
export function writeRetryFile(
  { path, hosts }: EndedPlaybook,
  { retryFilesEnabled, retryFilesSavePath }: Configuration,
  environment: CliEnvironment,
): void {
  const failed = [...hosts].filter(([, host]) => host.hasFailed || host.isUnreachable).map(([name]) => name);
  if (!retryFilesEnabled || failed.length === 0) return;
  const file = join(retryFilesSavePath ?? dirname(path), `${basename(path, extname(path))}.retry`);
  try {
    writeFileSync(file, `${failed.sort().join('\n')}\n`);
  } catch (cause) {
    throw new ProvisionError('E0005', `the retry file ${file} cannot be written: ${messageOf(cause)}`, { cause });
  }
  environment.note(`\tto retry, use: --limit @${file}\n`);
}
