import { CommanderError } from 'commander';
import { exitCodes } from '../engine/run-playbooks.js';
import { processEnvironment } from './process-environment.js';
import { buildProgram } from './program.js';
import { reportError } from './report-error.js';

const environment = processEnvironment();

try {
  await buildProgram(environment).parseAsync(process.argv);
} catch (thrown) {
  if (thrown instanceof CommanderError)
    environment.setExitCode(thrown.exitCode === 0 ? exitCodes.success : exitCodes.failed);
  else environment.setExitCode(reportError(thrown, environment));
}
