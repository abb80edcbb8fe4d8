import type { Command } from 'commander';
import type { CliEnvironment } from '../environment.js';

/** `provision keep`: the background process that keeps connections for the next run. */
export function keepCommand(program: Command, environment: CliEnvironment): void {
  const command = program.command('keep').description('the process that keeps connections for the next run');
  command
    .command('status')
    .description('show what is kept')
    .action(async () => {
      const { showKeepers } = await import('../keep/control.js');
      await showKeepers(environment);
    });
  command
    .command('stop')
    .description('end it, and all that it keeps')
    .action(async () => {
      const { stopKeepers } = await import('../keep/control.js');
      await stopKeepers(environment);
    });
}
