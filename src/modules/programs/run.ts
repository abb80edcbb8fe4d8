import { change, fail, type Change, type Conversation } from '../../module-kit/index.js';
import { sh } from '../../shell/script.js';
import type { Outcome } from '../../transport/connection.js';
import { systemPath } from './path.js';

/** Makes a change with programs of the system; what they say when they fail is the task's failure. */
export function* runProgram(wanted: Omit<Change, 'mayFail'>, failure = ''): Conversation<Outcome | undefined> {
  const outcome = yield* change({ ...wanted, run: sh`${systemPath} ${wanted.run}`, mayFail: true });
  if (!outcome || outcome.status === 0) return outcome;
  const [stdout, stderr] = [outcome.stdout.toString(), outcome.stderr.toString()];
  const said = (stderr || stdout).trim();
  return fail(failure === '' ? said : `${failure}${said}`, { changed: false, rc: outcome.status, stdout, stderr });
}
