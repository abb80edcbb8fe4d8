import { nameText } from '../base/file-name.js';
import { rawShell, sh } from '../shell/script.js';
import { probe, type Question } from './question.js';

export interface ListingSubject {
  readonly directory: string;
  readonly follow: boolean;
  /** How many directories deep; `undefined` goes all the way. */
  readonly depth: number | undefined;
}

export interface Listing {
  readonly isDirectory: boolean;
  readonly paths: readonly string[];
  /** What could not be looked at, in the words of the target. */
  readonly problems: string;
  /** The target's clock, in seconds since the epoch. */
  readonly now: number;
}

/** The paths in a directory, each before what is in it, with the directory's own name in front. */
export function listing({ directory, follow, depth }: ListingSubject): Question<Listing> {
  const start = directory.startsWith('-') ? `./${directory}` : directory;
  const limits = depth === undefined ? rawShell('') : sh` -maxdepth ${depth}`;
  // find goes back to where it was started; it may not be allowed to be there.
  const script = sh`cd . 2>/dev/null || cd /
date +%s
if [ -d ${start} ]; then echo y; else echo n; exit; fi
find ${rawShell(follow ? '-L ' : '')}${`${start.replace(/\/+$/, '')}/`} -mindepth 1${limits} -exec sh -c 'printf "%s\\0" "$@"' sh {} +`;
  return probe(script, ({ stdout, stderr }) => {
    const text = nameText(stdout);
    const [now = '', flag = ''] = text.split('\n', 2);
    const paths = text
      .slice(now.length + flag.length + 2)
      .split('\0')
      .slice(0, -1);
    return { isDirectory: flag === 'y', paths, problems: stderr.toString().trim(), now: Number(now) };
  });
}
