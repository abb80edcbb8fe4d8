import { quote } from '../shell/quote.js';
import { joinScripts, rawShell, sh, type Script } from '../shell/script.js';
import { defineQuestion } from './question.js';

export interface GlobSubject {
  /** A path that may hold `*`, `?` and `[...]`. */
  readonly pattern: string;
  /** Where relative patterns begin. */
  readonly directory?: string | undefined;
}

/** Whether anything matches a glob pattern; a dangling link counts as something. */
export const glob = defineQuestion<GlobSubject, boolean>({
  kind: 'glob',
  script: (subjects) => joinScripts(subjects.map(scriptOf)),
  read(outcome, subjects) {
    const answers = outcome.stdout.toString().split('\n');
    return subjects.map((_, index) => answers[index] === 'yes');
  },
});

function scriptOf({ pattern, directory }: GlobSubject): Script {
  const found = sh`for match in ${patternWord(pattern)}; do [ -e "$match" ] || [ -L "$match" ] && { echo yes; exit; }; done; echo no`;
  if (directory === undefined) return sh`( ${found} )`;
  return sh`( CDPATH= cd -- ${directoryWord(directory)} 2>/dev/null || { echo no; exit; }; ${found} )`;
}

/** A directory for `cd`, which must not mean an option or the previous directory. */
export function directoryWord(directory: string): string {
  return directory.startsWith('-') ? `./${directory}` : directory;
}

/** The pattern with everything quoted but what makes it a pattern; a leading dash must not look like an option to `[`. */
export function patternWord(pattern: string): Script {
  if (pattern === '') return rawShell("''");
  const safe = pattern.startsWith('-') ? `./${pattern}` : pattern;
  const parts = safe.split(/([*?[\]!^]+)/);
  return rawShell(parts.map((part, index) => (index % 2 === 1 || part === '' ? part : quote(part))).join(''));
}
