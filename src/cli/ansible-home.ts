import type { Configuration } from '../config/load-configuration.js';
import type { CliEnvironment } from './environment.js';

/** Where Ansible keeps its files: the setting `home`, else `~/.ansible`. */
export function ansibleHome({ home }: Configuration, environment: CliEnvironment): string {
  return home ?? `${environment.home ?? ''}/.ansible`;
}
