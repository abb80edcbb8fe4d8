import { formatPosition } from '../base/position.js';
import { loadConfiguration, type Configuration } from '../config/load-configuration.js';
import type { CliEnvironment } from './environment.js';
import type { Dialect } from './run-options.js';

/** The configuration of a command; its warnings are shown. Of unknown settings Ansible says nothing. */
export function readConfiguration(environment: CliEnvironment, dialect?: Dialect): Configuration {
  const { directory, home, variables } = environment;
  const configuration = loadConfiguration({ environment: variables, directory, home });
  const warnings =
    dialect === 'ansible' ? configuration.warnings : [...configuration.warnings, ...configuration.misspelt];
  for (const { message, at } of warnings) environment.warn(at ? `${message} (${formatPosition(at)})` : message);
  return configuration;
}
