import { accessSync, constants } from 'node:fs';
import { join } from 'node:path';
import type { CliEnvironment } from './environment.js';

/** Where a program is on the `PATH`. */
export function findProgram(name: string, { variables }: CliEnvironment): string | undefined {
  const directories = (variables['PATH'] ?? '').split(':').filter((directory) => directory !== '');
  return directories.map((directory) => join(directory, name)).find(isExecutable);
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    // The answer to the question, not a failure.
    return false;
  }
}
