import { ProvisionError, type ErrorCode } from '../base/errors.js';
import type { CliEnvironment } from './environment.js';

/** What ansible-vault and ansible-inventory answer to options that make no sense together. */
const badOptions = 5;

const optionErrors: readonly ErrorCode[] = ['E0001', 'E0205'];

/** Runs a command of the vault and inventory family, which has an exit code of its own for wrong options. */
export async function withOptionErrors(environment: CliEnvironment, run: () => Promise<void>): Promise<void> {
  try {
    await run();
  } catch (error) {
    if (!(error instanceof ProvisionError) || !optionErrors.includes(error.code)) throw error;
    const { reportError } = await import('./report-error.js');
    reportError(error, environment);
    environment.setExitCode(badOptions);
  }
}
