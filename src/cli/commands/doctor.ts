import type { Command } from 'commander';
import type { DoctorOptions } from '../doctor/examine.js';
import type { CliEnvironment } from '../environment.js';
import { interruptible } from '../interrupt.js';
import { addRunOptions } from '../run-options.js';

/** `provision doctor [PLAYBOOK...]`: what would stop a run, before it is one. */
export function doctorCommand(program: Command, environment: CliEnvironment): void {
  addRunOptions(program.command('doctor'))
    .description('tell what of the playbooks cannot be run, and what is wrong with their hosts; nothing is changed')
    .argument('[playbook...]', 'playbooks (default: as in a run)')
    .option('--no-hosts', 'look at the content alone, and connect to nobody')
    .option('--json', 'as JSON, for programs')
    .action(async (playbooks: readonly string[], options: DoctorOptions) => {
      const { examine } = await import('../doctor/examine.js');
      environment.setExitCode(
        await interruptible(environment, (signal) => examine(playbooks, options, { environment, signal })),
      );
    });
}
