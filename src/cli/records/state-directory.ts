import { mkdirSync, renameSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { CliEnvironment } from '../environment.js';

/** Where what outlives a run is kept: `$XDG_STATE_HOME/provision`; `undefined` for a user without a home. */
export function stateDirectory({ variables, home }: Pick<CliEnvironment, 'variables' | 'home'>): string | undefined {
  const given = variables['XDG_STATE_HOME'];
  if (given !== undefined && given !== '') return join(given, 'provision');
  return home === undefined ? undefined : join(home, '.local', 'state', 'provision');
}

/** Writes a file that only its owner can read, all of it or nothing; its directory is made when it is not there. */
export function writePrivately(path: string, text: string): void {
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  const beside = `${path}.${process.pid}.part`;
  writeFileSync(beside, text, { mode: 0o600 });
  renameSync(beside, path);
}
