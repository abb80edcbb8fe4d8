import { ContentErrors, ProvisionError } from '../base/errors.js';
import type { Play } from '../playbook/nodes.js';
import { parsePlaybook } from '../playbook/parse-playbook.js';
import { checkContent } from './check-content.js';
import type { Run, RunFiles } from './run.js';

/** Reads playbooks and everything they import, and checks it. Throws all problems together as {@link ContentErrors}. */
export function loadPlays(
  paths: readonly string[],
  run: Pick<Run, 'files' | 'plugins' | 'findModule' | 'settings'>,
): Play[] {
  const problems: ProvisionError[] = [];
  const reader: RunFiles = { ...run.files, problem: (error) => problems.push(error) };
  const plays = paths.flatMap((path) => readOne(path, reader, problems));
  try {
    checkContent(plays, run);
  } catch (thrown) {
    if (!(thrown instanceof ContentErrors)) throw thrown;
    problems.push(...thrown.errors);
  }
  if (problems.length > 0) throw new ContentErrors(problems);
  return plays;
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
