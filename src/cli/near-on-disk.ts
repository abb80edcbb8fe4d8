import { readdirSync, statSync } from 'node:fs';
import { basename, dirname } from 'node:path';
import { didYouMean } from '../base/suggest.js';

/** `did you mean "site.yml"?`: the name nearest to that of a path that is not there, in its directory. */
export function nearOnDisk(path: string): string | undefined {
  const directory = dirname(path);
  const isThere = statSync(directory, { throwIfNoEntry: false })?.isDirectory() ?? false;
  return isThere ? didYouMean(basename(path), readdirSync(directory)) : `there is no directory ${directory}`;
}
