import { ContentErrors, ProvisionError } from '../base/errors.js';
import type { Play } from '../playbook/nodes.js';
import { parsePlaybook } from '../playbook/parse-playbook.js';
import { checkContent } from './check-content.js';
import type { Run, RunFiles } from './run.js';

type Reading = Pick<Run, 'files' | 'plugins' | 'findModule' | 'settings'>;

/** Plays, and all that is wrong with them; what cannot be read at all is missing. */
export interface ReadPlays {
  readonly plays: readonly Play[];
  readonly problems: readonly ProvisionError[];
}

/** Reads playbooks and everything they import, and checks it. Throws all problems together as {@link ContentErrors}. */
export function loadPlays(paths: readonly string[], run: Reading): Play[] {
  const { plays, problems } = readPlays(paths, run);
  if (problems.length > 0) throw new ContentErrors(problems);
  return [...plays];
}

/** The same, for those who go on with what can be read. */
export function readPlays(paths: readonly string[], run: Reading): ReadPlays {
  const problems: ProvisionError[] = [];
  const reader: RunFiles = { ...run.files, problem: (error) => problems.push(error) };
  const plays = paths.flatMap((path) => readOne(path, reader, problems));
  try {
    checkContent(plays, run);
  } catch (thrown) {
    if (!(thrown instanceof ContentErrors)) throw thrown;
    problems.push(...thrown.errors);
  }
  return { plays, problems };
}

/** A file that cannot be parsed at all is one problem; the other files are still read. */
function readOne(path: string, reader: RunFiles, problems: ProvisionError[]): Play[] {
  try {
    return parsePlaybook(path, reader);
  } catch (thrown) {
    if (!(thrown instanceof ProvisionError)) throw thrown;
    problems.push(thrown);
    return [];
  }
}
