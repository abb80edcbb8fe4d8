import { join } from 'node:path';
import type { CliEnvironment } from './environment.js';
import { isExecutable } from './is-executable.js';

/** Where a program is on the `PATH`. */
export function findProgram(name: string, { variables }: CliEnvironment): string | undefined {
  const directories = (variables['PATH'] ?? '').split(':').filter((directory) => directory !== '');
  return directories.map((directory) => join(directory, name)).find(isExecutable);
}
