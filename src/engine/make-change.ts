import { TaskFailure } from '../module-kit/failure.js';
import type { Change } from '../module-kit/steps.js';
import { askTogether } from '../questions/question.js';
import type { Outcome } from '../transport/connection.js';
import type { Line } from './drive.js';
import { followOutput } from './last-line.js';
import { expectAnswers } from './expect-answers.js';

/** Makes a change; what coming tasks want to know is asked right behind it. `undefined` in check mode, where nothing is sent. */
export async function makeChange(change: Change, line: Line): Promise<Outcome | undefined> {
  const { run, ...shown } = change;
  if (change.counts !== false) line.onChange(shown);
  if (line.check && change.inCheckMode !== true) return undefined;
  const { machine } = line.answers;
  const following = change.speaks && line.onPrinted ? followOutput(line.onPrinted) : undefined;
  const options = {
    ...line.runOptions,
    timeout: change.timeout ?? line.runOptions.timeout,
    environment: { ...line.runOptions.environment, ...change.environment },
    signal: line.signal,
    onOutput: following?.onOutput,
  };
  const session = await line.session();
  const behind = change.environment ? [] : askTogether(line.ahead?.behind(line.answers, change) ?? []);
  machine.forget();
  const scripts = behind.map(({ script }) => script);
  const together = session.runTogether(run, scripts, options);
  const outcome = await together.first.finally(() => {
    following?.end();
    machine.forget();
    if (change.mayReachOthers && !line.onlyReads) machine.forgetOthers();
  });
  // What is asked right behind a change tells how things are after it.
  expectAnswers(behind, together.others, line.answers, together.first);
  if (outcome.status !== 0 && !change.mayFail) throw failureOf(change, outcome);
  return outcome;
}

function failureOf(change: Change, outcome: Outcome): TaskFailure {
  const stderr = outcome.stderr.toString().trim();
  const stdout = outcome.stdout.toString().trim();
  const reason = stderr || stdout || `exit status ${outcome.status}`;
  return new TaskFailure(`${change.what}: ${reason}`, { rc: outcome.status, stderr, stdout });
}
