import type { Command } from 'commander';
import type { CliEnvironment } from '../environment.js';

/** `provision init DIRECTORY`: a new site. */
export function initCommand(program: Command, environment: CliEnvironment): void {
  program
    .command('init')
    .description('write a new site: inventory, playbook, role, template and vault, ready to run')
    .argument('[directory]', 'where; new or empty', '.')
    .action(async (directory: string) => {
      const { makeSite } = await import('../init/make-site.js');
      makeSite(directory, environment);
    });
}
