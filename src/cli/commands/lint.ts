import { Option, type Command } from 'commander';
import type { CliEnvironment } from '../environment.js';
import type { LintOptions } from '../lint/run-lint.js';
import { collect } from './collect.js';
import { addVaultOptions } from './vault-options.js';

/** Names that commas may separate. */
const names = (value: string, earlier: readonly string[] | undefined): string[] => [
  ...(earlier ?? []),
  ...value.split(',').filter(Boolean),
];

/** `provision lint [PATH...]`: rules that find mistakes in content. */
export function lintCommand(program: Command, environment: CliEnvironment): void {
  const command = program
    .command('lint')
    .description('check content by rules that find mistakes: those of ansible-lint, with # noqa and .ansible-lint')
    .argument('[path...]', 'files and folders (default: here)')
    .option('--fix', 'mend what can be mended without changing what is meant')
    .addOption(
      new Option('--output <format>', 'how it is told')
        .choices(['human', 'json', 'sarif', 'codeclimate'])
        .default('human'),
    )
    .option('--strict', 'warnings are failures too')
    .option('-c, --config-file <file>', 'the settings (default: .ansible-lint)')
    .addOption(new Option('-x, --skip <rules>', 'leave out these rules (repeatable)').argParser(names))
    .addOption(new Option('--enable <rules>', 'check these opt-in rules too (repeatable)').argParser(names))
    .addOption(new Option('--exclude <path>', 'leave out this path (repeatable)').argParser(collect));
  addVaultOptions(command).action(async (paths: readonly string[], options: LintOptions) => {
    const { runLint } = await import('../lint/run-lint.js');
    environment.setExitCode(await runLint(paths, options, environment));
  });
}
