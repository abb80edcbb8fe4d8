import { CommanderError } from 'commander';
import { exitCodes } from '../engine/exit-codes.js';
import type { CliEnvironment } from './environment.js';
import { buildProgram } from './program.js';

/** Carries out a command line in an environment, and sets the exit code there. */
export async function runProgram(words: readonly string[], environment: CliEnvironment): Promise<void> {
  try {
    await buildProgram(environment).parseAsync([...words], { from: 'user' });
  } catch (thrown) {
    environment.setExitCode(await exitCodeOf(thrown, environment));
  }
}

async function exitCodeOf(thrown: unknown, environment: CliEnvironment): Promise<number> {
  if (thrown instanceof CommanderError) return thrown.exitCode === 0 ? exitCodes.success : exitCodes.failed;
  const { reportError } = await import('./report-error.js');
  return reportError(thrown, environment);
}
