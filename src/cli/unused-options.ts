import type { CliEnvironment } from './environment.js';
import type { RunOptions } from './run-options.js';

/** Tells of flags that are known and have no meaning here. Files go through the ssh connection itself. */
export function warnOfUnused(options: RunOptions, environment: CliEnvironment): void {
  const unused = [
    ...(options.sftpExtraArgs ? ['--sftp-extra-args'] : []),
    ...(options.scpExtraArgs ? ['--scp-extra-args'] : []),
  ];
  for (const flag of unused)
    environment.warn(
      `${flag} has no effect: files are sent through the ssh connection; use --ssh-common-args or --ssh-extra-args`,
    );
}
