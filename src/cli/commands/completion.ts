import type { Command } from 'commander';
import type { CliEnvironment } from '../environment.js';

/** `provision completion SHELL`, and what its script calls. */
export function completionCommands(program: Command, environment: CliEnvironment): void {
  program
    .command('completion')
    .description('print the completion for bash, zsh or fish: source <(provision completion bash)')
    .argument('<shell>', 'bash, zsh or fish')
    .action(async (shell: string) => {
      const { printScript } = await import('../completion/complete.js');
      printScript(shell, environment);
    });
  program
    .command('complete', { hidden: true })
    .argument('<shell>')
    .argument('[words...]')
    .helpOption(false)
    .allowUnknownOption()
    .passThroughOptions()
    .action(async (_shell: string, words: readonly string[]) => {
      const { complete } = await import('../completion/complete.js');
      await complete(words[0] === '--' ? words.slice(1) : words, program, environment);
    });
}
