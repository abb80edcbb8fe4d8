import { readFileSync } from 'node:fs';
import { ContentErrors, ProvisionError, messageOf, type ErrorCode } from '../base/errors.js';
import { exitCodeBefore, exitCodes } from '../engine/exit-codes.js';
import { errorNote } from '../engine/outcome.js';
import { errorLines } from '../reporters/error-text.js';
import { paint } from '../reporters/style.js';
import { isVaultText } from '../vault/envelope.js';
import type { CliEnvironment } from './environment.js';
import { wantsColour } from './screen.js';

const mostShown = 20;

/** Tells what went wrong, on standard error, and returns Ansible's exit code for it. */
export function reportError(thrown: unknown, environment: CliEnvironment): number {
  const errors = thrown instanceof ContentErrors ? thrown.errors : [thrown];
  const look = { style: paint(wantsColour(environment)), readSource, directory: environment.directory };
  for (const error of errors.slice(0, mostShown))
    environment.note(`${errorLines(errorNote(error), look).join('\n')}\n`);
  if (errors.length > mostShown) environment.note(`and ${errors.length - mostShown} more errors`);
  const [first] = errors;
  if (first instanceof ProvisionError) return exitCodeOf(first.code);
  if (first instanceof Error && first.stack !== undefined) environment.note(first.stack);
  environment.note(`this is a bug in provision: ${messageOf(thrown)}`);
  return exitCodes.bug;
}

/** Ansible's exit code for an error. Bad YAML, keywords and modules are the parser's errors in Ansible; wrong options are 2; the rest is 1. */
export function exitCodeOf(code: ErrorCode): number {
  if (code === 'E0001' || code === 'E0002') return exitCodes.failed;
  if (code === 'E0006') return exitCodes.options;
  return exitCodeBefore(code);
}

/** A file for an error's frame; encrypted ones are not shown. */
export function readSource(path: string): string | undefined {
  try {
    const text = readFileSync(path, 'utf8');
    return isVaultText(text) ? undefined : text;
  } catch {
    // The place is a name rather than a file (standard input, a command line): there is nothing to show.
    return undefined;
  }
}
