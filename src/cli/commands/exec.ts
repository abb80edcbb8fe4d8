import type { Command } from 'commander';
import type { CliEnvironment } from '../environment.js';
import { interruptible } from '../interrupt.js';
import { addRunOptions, type RunOptions } from '../run-options.js';

export interface ExecOptions extends RunOptions {
  readonly moduleName?: string;
  readonly args?: string;
  readonly listHosts?: boolean;
  readonly oneLine?: boolean;
  readonly poll?: string;
  readonly background?: string;
}

/** `provision exec PATTERN`: one module on many hosts, as the command `ansible` does. */
export function execCommand(program: Command, environment: CliEnvironment): void {
  const command = program
    .command('exec')
    .description('run one module on the hosts of a pattern')
    .argument('<pattern>', 'hosts or groups');
  addRunOptions(command)
    .option('-m, --module-name <name>', 'the module (default: command)')
    .option('-a, --args <text>', 'its arguments: k=v words, a command, or YAML in braces')
    .option('-B, --background <seconds>', 'run in the background, for at most these seconds')
    .option('-P, --poll <seconds>', 'how often to look at what runs in the background; 0 not to wait')
    .option('-o, --one-line', 'one line a host')
    .option('-t, --tree <directory>', 'write results into this directory')
    .option('--list-hosts', 'list the hosts, and run nothing')
    .option('--task-timeout <seconds>', 'seconds the task may take')
    .option('--playbook-dir <directory>', 'the folder whose group_vars, roles and files count')
    .action(async (pattern: string, options: ExecOptions) => {
      const { execute } = await import('../execute.js');
      environment.setExitCode(
        await interruptible(environment, (signal) => execute(pattern, options, { environment, signal })),
      );
    });
}
