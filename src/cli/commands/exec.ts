import type { Command } from 'commander';
import { loadAdHoc } from '../../engine/ad-hoc.js';
import { runPlaybooks } from '../../engine/run-playbooks.js';
import type { CliEnvironment } from '../environment.js';
import { interruptible } from '../interrupt.js';
import { prepareRun } from '../prepare-run.js';
import { addRunOptions, type RunOptions } from '../run-options.js';

interface ExecOptions extends RunOptions {
  readonly moduleName: string;
  readonly args?: string;
}

/** `provision exec PATTERN`: one module on many hosts, as the command `ansible` does. */
export function execCommand(program: Command, environment: CliEnvironment): void {
  const command = program.command('exec').description('run one module on the hosts of a pattern').argument('<pattern>', 'hosts or groups');
  addRunOptions(command)
    .option('-m, --module-name <name>', 'the module', 'command')
    .option('-a, --args <text>', 'its arguments: k=v words, a command, or YAML in braces')
    .action(async (pattern: string, options: ExecOptions) => {
      environment.setExitCode(await interruptible(environment, (signal) => execute(pattern, options, { environment, signal })));
    });
}

async function execute(pattern: string, options: ExecOptions, { environment, signal }: { readonly environment: CliEnvironment; readonly signal: AbortSignal }): Promise<number> {
  const verbose = { ...options, verbose: Math.max(2, options.verbose) };
  const run = await prepareRun({ options: verbose, environment, signal });
  try {
    const play = loadAdHoc({ pattern, module: options.moduleName, args: options.args ?? '', directory: environment.directory }, run);
    return await runPlaybooks([play], [`${options.moduleName} on ${pattern}`], run);
  } finally {
    run.events.close();
    await run.connections.close();
  }
}

