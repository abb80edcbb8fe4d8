import { CommanderError } from 'commander';
import { exitCodes } from '../engine/exit-codes.js';
import { processEnvironment } from './process-environment.js';
import { buildProgram } from './program.js';

const environment = processEnvironment();

try {
  await buildProgram(environment).parseAsync(process.argv);
} catch (thrown) {
  environment.setExitCode(await exitCodeOf(thrown));
}

async function exitCodeOf(thrown: unknown): Promise<number> {
  if (thrown instanceof CommanderError) return thrown.exitCode === 0 ? exitCodes.success : exitCodes.failed;
  const { reportError } = await import('./report-error.js');
  return reportError(thrown, environment);
}
