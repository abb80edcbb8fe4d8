import { ContentErrors, ProvisionError, messageOf, type ErrorCode } from '../../base/errors.js';
import { exitCodes } from '../../engine/exit-codes.js';
import type { CliEnvironment } from '../environment.js';
import { exitCodeOf, readSource } from '../report-error.js';
import { ansibleErrorText } from './ansible-error-text.js';

/** Tells what went wrong as Ansible's programs do, on standard error; returns the exit code. */
export function reportAnsibleError(thrown: unknown, environment: CliEnvironment): number {
  const errors = thrown instanceof ContentErrors ? thrown.errors : [thrown];
  const [first] = errors;
  if (!(first instanceof ProvisionError)) {
    environment.note(`[ERROR]: Unexpected Exception, this is probably a bug: ${messageOf(thrown)}`);
    if (thrown instanceof Error && thrown.stack !== undefined) environment.note(thrown.stack);
    return exitCodes.bug;
  }
  for (const error of errors)
    if (error instanceof ProvisionError) environment.note(ansibleErrorText(error, readSource));
  return optionErrors.has(first.code) ? exitCodes.options : exitCodeOf(first.code);
}

/** Flags, patterns and settings that cannot be used. */
const optionErrors: ReadonlySet<ErrorCode> = new Set<ErrorCode>(['E0001', 'E0004', 'E0205']);
