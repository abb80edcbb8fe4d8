import { readConfiguration } from '../configuration.js';
import type { CliEnvironment } from '../environment.js';
import { version } from '../version.js';

/** The release of ansible-core whose behaviour the stand-ins have. */
export const coreVersion = '2.19.14';

/** What `--version` prints: the first lines are Ansible's, so that scripts can read them. */
export function versionText(program: string, environment: CliEnvironment): string {
  const { file } = readConfiguration(environment, 'ansible');
  return [
    `${program} [core ${coreVersion}]`,
    `  config file = ${file ?? 'None'}`,
    `  provision version = ${version}`,
    `  node version = ${environment.nodeVersion}`,
    '',
  ].join('\n');
}
