import { chdir } from 'node:process';
import type { RunCall } from './messages.js';

/** Makes this process stand where the caller does, with its umask and environment; `false` when that cannot be. */
export function enter({ directory, umask, variables }: RunCall): boolean {
  try {
    chdir(directory);
  } catch {
    // It is gone, or not for everybody: the caller stands in it already.
    return false;
  }
  process.umask(umask);
  for (const name of Object.keys(process.env)) if (!(name in variables)) forgetVariable(name);
  for (const [name, value] of Object.entries(variables)) if (process.env[name] !== value) process.env[name] = value;
  return true;
}

/** Nothing of a run stays: not its secrets, and no directory that somebody may want to unmount. */
export function leave(): void {
  chdir('/');
  process.umask(0o077);
  Object.keys(process.env).forEach(forgetVariable);
}

function forgetVariable(name: string): void {
  Reflect.deleteProperty(process.env, name);
}
