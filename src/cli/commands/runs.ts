import { Option, type Command } from 'commander';
import type { CliEnvironment } from '../environment.js';
import { outputFormats, type OutputFormat } from '../run-options.js';

/** `provision runs`: what earlier runs did. */
export function runsCommand(program: Command, environment: CliEnvironment): void {
  const command = program.command('runs').description('what earlier runs did');
  command
    .command('list', { isDefault: true })
    .description('list the runs on record')
    .option('--json', 'as JSON, for programs')
    .action(async ({ json }: { readonly json?: boolean }) => {
      const { listRuns } = await import('../records/list-runs.js');
      listRuns(environment, json === true);
    });
  command
    .command('show')
    .description('tell what a run changed and where it failed')
    .argument('[run]', 'its name, or "last"', 'last')
    .option('--host <host>', 'only what concerns this host')
    .action(async (name: string, { host }: { readonly host?: string }) => {
      const { showRun } = await import('../records/show-run.js');
      await showRun(name, { host, environment });
    });
  command
    .command('replay')
    .description('print a run again as it was printed')
    .argument('[run]', 'its name, or "last"', 'last')
    .option('-v, --verbose', 'also tell of tasks that changed nothing', (_value, earlier: number) => earlier + 1, 0)
    .addOption(new Option('--output <format>', 'how to tell it, as in a run').choices(outputFormats).default('human'))
    .action(async (name: string, options: { readonly verbose: number; readonly output: OutputFormat }) => {
      const { replayRun } = await import('../records/replay-run.js');
      await replayRun(name, options, environment);
    });
}
