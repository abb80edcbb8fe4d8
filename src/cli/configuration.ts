import { formatPosition } from '../base/position.js';
import { loadConfiguration, type Configuration } from '../config/load-configuration.js';
import type { CliEnvironment } from './environment.js';

/** The configuration of a command; its warnings are shown. */
export function readConfiguration(environment: CliEnvironment): Configuration {
  const { directory, home, variables } = environment;
  const configuration = loadConfiguration({ environment: variables, directory, home });
  for (const { message, at } of configuration.warnings)
    environment.warn(at ? `${message} (${formatPosition(at)})` : message);
  return configuration;
}
