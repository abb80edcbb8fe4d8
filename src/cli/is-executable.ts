import { accessSync, constants } from 'node:fs';

/** Whether we have the right to run a file. */
export function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    // The answer to the question, not a failure.
    return false;
  }
}
