import { nameText } from '../../base/file-name.js';
import { patternWord } from '../../questions/glob.js';
import { probe, type Question } from '../../questions/question.js';
import { joinScripts, rawShell, sh, type Script } from '../../shell/script.js';

/** One of the task's paths, as it is written or as a pattern found it, and what is there. */
export interface Source {
  readonly path: string;
  readonly kind: 'directory' | 'other' | 'missing';
  /** All that is in a directory: first the directories, with a slash at their end. */
  readonly members: readonly string[];
}

const define = rawShell(`look() {
  if [ -d "$1" ] && [ ! -L "$1" ]; then
    printf 'd%s\\0' "$1"
    find "\${1%/}/" -mindepth 1 -type d -exec sh -c 'for path; do printf "m%s/\\0" "$path"; done' sh {} +
    find "\${1%/}/" -mindepth 1 ! -type d -exec sh -c 'printf "m%s\\0" "$@"' sh {} +
  elif [ -e "$1" ] || [ -L "$1" ]; then printf 'o%s\\0' "$1"
  else printf 'n%s\\0' "$1"; fi
}
find_each() { for found; do if [ -e "$found" ] || [ -L "$found" ]; then look "$found"; fi; done; }
cd . 2>/dev/null || cd /
printf '%s\\0' "$PWD"`);

/** What is at the task's paths, and where relative ones begin. A pattern that finds nothing stands for nothing. */
export interface Found {
  readonly directory: string;
  readonly sources: readonly Source[];
}

export function sourcesOf(paths: readonly string[]): Question<Found> {
  return probe(joinScripts([define, ...paths.map(lookAt)]), ({ stdout }) => {
    const [directory = '/', ...entries] = nameText(stdout).split('\0').slice(0, -1);
    return { directory, sources: readSources(entries) };
  });
}

function lookAt(path: string): Script {
  const safe = path.startsWith('-') ? `./${path}` : path;
  return /[*?[]/.test(safe) ? sh`find_each ${patternWord(safe)}` : sh`look ${safe}`;
}

const kinds = { d: 'directory', o: 'other', n: 'missing' } as const;

function readSources(entries: readonly string[]): Source[] {
  const sources: (Source & { members: string[] })[] = [];
  for (const entry of entries) {
    const [flag, path] = [entry.charAt(0), entry.slice(1)];
    if (flag === 'm') sources.at(-1)?.members.push(path.replace('//', '/'));
    else if (flag === 'd' || flag === 'o' || flag === 'n') sources.push({ path, kind: kinds[flag], members: [] });
  }
  return sources;
}

/** The directory that all paths are in, with a slash at its end: names in the archive begin behind it. */
export function commonRoot(paths: readonly string[]): string {
  const [first = '', ...others] = paths;
  let length = first.length;
  for (const other of others) {
    let same = 0;
    while (same < length && first[same] === other[same]) same++;
    length = same;
  }
  return first.slice(0, first.lastIndexOf('/', length - 1) + 1);
}
