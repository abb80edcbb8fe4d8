import { ProvisionError } from '../base/errors.js';
import { nameText } from '../base/file-name.js';
import { sh } from '../shell/script.js';
import { probe, type Question } from './question.js';

/** The paths of all that is in a directory, each before what is in it, links not followed; without the directory itself. */
export function tree(directory: string): Question<readonly string[]> {
  const start = directory.startsWith('-') ? `./${directory}` : directory;
  return probe(
    sh`cd . 2>/dev/null || cd /
find ${`${start.replace(/\/+$/, '')}/`} -mindepth 1 -exec sh -c 'printf "%s\\0" "$@"' sh {} +`,
    ({ status, stdout, stderr }) => {
      if (status !== 0) throw new ProvisionError('E0802', `cannot list ${directory}: ${stderr.toString().trim()}`);
      return nameText(stdout).split('\0').slice(0, -1);
    },
  );
}
