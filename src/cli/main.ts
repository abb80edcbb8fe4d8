import { basename } from 'node:path';
import { CommanderError } from 'commander';
import { exitCodes } from '../engine/exit-codes.js';
import type { CliEnvironment } from './environment.js';
import { processEnvironment } from './process-environment.js';
import { buildProgram } from './program.js';

void main(processEnvironment());

async function main(environment: CliEnvironment): Promise<void> {
  try {
    await buildProgram(environment).parseAsync(commandLine(process.argv), { from: 'user' });
  } catch (thrown) {
    environment.setExitCode(await exitCodeOf(thrown, environment));
  }
}

/** Called through a link that is named like one of Ansible's programs, it is that program. */
function commandLine([, script = '', ...words]: readonly string[]): string[] {
  const name = basename(script);
  return /^ansible(?:-[a-z]+)?$/.test(name) ? ['as', name, ...words] : words;
}

async function exitCodeOf(thrown: unknown, environment: CliEnvironment): Promise<number> {
  if (thrown instanceof CommanderError) return thrown.exitCode === 0 ? exitCodes.success : exitCodes.failed;
  const { reportError } = await import('./report-error.js');
  return reportError(thrown, environment);
}
