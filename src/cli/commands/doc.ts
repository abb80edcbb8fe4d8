import type { Command } from 'commander';
import type { CliEnvironment } from '../environment.js';
import type { DocFlags } from '../doc/show-doc.js';

/** `provision doc`: tells about modules, from their own definitions. */
export function docCommand(program: Command, environment: CliEnvironment): void {
  program
    .command('doc')
    .description('tell about modules: arguments, defaults, examples')
    .argument('[module...]', 'names, with or without their collection; without any, all are listed')
    .option('--json', 'print the JSON Schema of the arguments')
    .option('--schema', 'print a JSON Schema of playbooks, for editors')
    .action(async (names: readonly string[], flags: DocFlags) => {
      const { showDoc } = await import('../doc/show-doc.js');
      showDoc(names, flags, environment);
    });
}
