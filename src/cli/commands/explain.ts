import type { Command } from 'commander';
import type { CliEnvironment } from '../environment.js';
import type { ExplainOptions } from '../explain/explain-variable.js';
import { interruptible } from '../interrupt.js';
import { addRunOptions } from '../run-options.js';

/** `provision explain VARIABLE`: where its values come from, and which one wins. */
export function explainCommand(program: Command, environment: CliEnvironment): void {
  addRunOptions(program.command('explain'))
    .description('tell where a variable comes from: every place that sets it, and which one wins')
    .argument('<variable>', 'a variable, or a part of it: users[0].name')
    .argument('[playbook...]', 'whose plays and roles count (default: as in a run)')
    .option('--host <pattern>', 'for these hosts (default: all)')
    .option('--render', 'show what templates come to')
    .option('--json', 'as JSON, for programs')
    .action(async (variable: string, playbooks: readonly string[], options: ExplainOptions) => {
      const { explainVariable } = await import('../explain/explain-variable.js');
      environment.setExitCode(
        await interruptible(environment, (signal) =>
          explainVariable(variable, { ...options, playbooks }, { environment, signal }),
        ),
      );
    });
}
