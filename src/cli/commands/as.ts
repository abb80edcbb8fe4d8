import type { Command } from 'commander';
import type { CliEnvironment } from '../environment.js';

/** `provision as ansible-playbook ...`: stands in for one of Ansible's programs, whose words it is given as they are. */
export function asCommand(program: Command, environment: CliEnvironment): void {
  program
    .command('as')
    .description(
      "stand in for ansible-playbook, ansible, ansible-inventory or ansible-vault, with that program's flags",
    )
    .argument('<program>', 'the program')
    .argument('[words...]', 'its flags and arguments')
    .helpOption(false)
    .allowUnknownOption()
    .passThroughOptions()
    .action(async (name: string, words: readonly string[]) => {
      const { runAnsibleProgram } = await import('../as/run-ansible-program.js');
      environment.setExitCode(await runAnsibleProgram(name, words, environment));
    });
}
