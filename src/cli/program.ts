import { Command } from 'commander';
import { asCommand } from './commands/as.js';
import { completionCommands } from './commands/completion.js';
import { docCommand } from './commands/doc.js';
import { doctorCommand } from './commands/doctor.js';
import { execCommand } from './commands/exec.js';
import { explainCommand } from './commands/explain.js';
import { initCommand } from './commands/init.js';
import { inventoryCommand } from './commands/inventory.js';
import { keepCommand } from './commands/keep.js';
import { lintCommand } from './commands/lint.js';
import { runCommand } from './commands/run.js';
import { applyCommand, driftCommand, planCommand } from './commands/plan.js';
import { runsCommand } from './commands/runs.js';
import { trustCommand } from './commands/trust.js';
import { vaultCommand } from './commands/vault.js';
import type { CliEnvironment } from './environment.js';
import { version } from './version.js';

/** The command line. Without a command, playbooks are run. */
export function buildProgram(environment: CliEnvironment): Command {
  const program = new Command('provision')
    .description('Runs Ansible playbooks over SSH, without Python.')
    .version(version, '--version', 'print the version')
    .helpOption('-h, --help', 'print this help')
    .showSuggestionAfterError()
    .enablePositionalOptions()
    .configureOutput({
      writeErr: (text) => environment.note(text.trimEnd()),
      writeOut: (text) => environment.writeOutput(text),
    })
    .exitOverride();
  runCommand(program, environment);
  execCommand(program, environment);
  inventoryCommand(program, environment);
  vaultCommand(program, environment);
  planCommand(program, environment);
  applyCommand(program, environment);
  driftCommand(program, environment);
  runsCommand(program, environment);
  explainCommand(program, environment);
  doctorCommand(program, environment);
  lintCommand(program, environment);
  trustCommand(program, environment);
  initCommand(program, environment);
  docCommand(program, environment);
  keepCommand(program, environment);
  asCommand(program, environment);
  completionCommands(program, environment);
  return program;
}
