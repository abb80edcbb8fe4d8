import { Option, type Command } from 'commander';
import type { CliEnvironment } from '../environment.js';
import { interruptible } from '../interrupt.js';
import { outputFormats } from '../run-options.js';
import { collect } from './collect.js';
import { addPlaybookOptions, type PlaybookOptions } from './run.js';

export interface PlanOptions extends PlaybookOptions {
  /** The file to save the plan in. */
  readonly out?: string;
  readonly detailedExitcode?: boolean;
}

/** How the run is told, and secrets; what is run is said by the plan alone. */
export type ApplyOptions = Pick<PlaybookOptions, 'extraVars' | 'verbose' | 'report' | 'output' | 'keep'>;

export interface DriftOptions extends PlaybookOptions {
  readonly textfile?: string;
}

/** `provision plan`: what a run would change, and nothing is changed. */
export function planCommand(program: Command, environment: CliEnvironment): void {
  addPlaybookOptions(program.command('plan'))
    .description('tell what a run would change, by host, and change nothing')
    .option('-o, --out <file>', 'save the plan, for provision apply')
    .option('--detailed-exitcode', 'end with 0 when nothing would change, 2 when something would, 1 for a failure')
    .action(async (playbooks: readonly string[], options: PlanOptions) => {
      const { makePlan } = await import('../plan/make-plan.js');
      environment.setExitCode(
        await interruptible(environment, (signal) => makePlan(playbooks, options, { environment, signal })),
      );
    });
}

/** `provision apply FILE`: does what a saved plan says, and nothing else. */
export function applyCommand(program: Command, environment: CliEnvironment): void {
  program
    .command('apply')
    .description('do what a saved plan says; refused when the content or the hosts are not as they were')
    .argument('<file>', 'what provision plan -o has saved')
    .addOption(
      new Option('-e, --extra-vars <vars>', 'variables that the plan leaves out because they are secret').argParser(
        collect,
      ),
    )
    .addOption(new Option('--report <kind=file>', 'write a report, as in a run (repeatable)').argParser(collect))
    .addOption(new Option('--output <format>', 'how it is told, as in a run').choices(outputFormats))
    .option('--keep <seconds>', 'keep connections for the next run')
    .option('--no-keep', 'keep nothing, use nothing that is kept')
    .option('-v, --verbose', 'also tell of tasks that changed nothing', (_value, earlier: number) => earlier + 1, 0)
    .action(async (file: string, options: ApplyOptions) => {
      const { applyPlan } = await import('../plan/apply-plan.js');
      environment.setExitCode(
        await interruptible(environment, (signal) => applyPlan(file, options, { environment, signal })),
      );
    });
}

/** `provision drift`: whether hosts are still as the playbooks want them, for schedules. */
export function driftCommand(program: Command, environment: CliEnvironment): void {
  addPlaybookOptions(program.command('drift'))
    .description('tell which hosts are not as wanted any more: ends with 0 for none, 2 for some, 1 for a failure')
    .option('--textfile <file>', 'write the result for the textfile collector of Prometheus')
    .action(async (playbooks: readonly string[], options: DriftOptions) => {
      const { findDrift } = await import('../plan/find-drift.js');
      environment.setExitCode(
        await interruptible(environment, (signal) => findDrift(playbooks, options, { environment, signal })),
      );
    });
}
