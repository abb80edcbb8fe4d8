import { messageOf } from '../../base/errors.js';
import { TaskFailure } from '../../module-kit/failure.js';
import type { ActionResult, Result } from '../../module-kit/module.js';
import { textKeys } from '../../module-kit/output.js';
import type { Conversation } from '../../module-kit/steps.js';
import { jobKeys, timedOut } from '../../modules/command/job.js';
import type { JobSubject } from '../../questions/job.js';
import type { ClosableSession } from '../../transport/connection.js';
import { drive, type Line } from '../drive.js';
import { Answers } from '../machine.js';
import { send, type JobParts } from './job-parts.js';
import { describeScript } from './launch.js';

/**
 * Lets a module go on while the play does, in a session of its own. Its result is written where `async_status` looks; the
 * run does not end before.
 */
export function continueInBackground(
  conversation: Conversation<ActionResult>,
  subject: JobSubject,
  parts: JobParts,
): void {
  const { run } = parts.item.playRun;
  const work = finish(conversation, subject, parts).catch((thrown: unknown) => {
    if (!run.signal.aborted)
      run.events.emit({ type: 'warning', message: `the result of job ${subject.id} is lost: ${messageOf(thrown)}` });
  });
  parts.way.line.answers.machine.isRestless = true;
  run.jobs.add(work);
}

async function finish(conversation: Conversation<ActionResult>, subject: JobSubject, parts: JobParts): Promise<void> {
  const { run } = parts.item.playRun;
  const { connection, become } = parts.way;
  const session = await (await run.connections.connect(connection)).separateSession(become);
  try {
    const result = await resultOf(conversation, lineOver(session, parts), parts);
    const about = { ...textKeys('', ''), ...result, ...jobKeys(subject), finished: true };
    await send(lineOver(session, parts), describeScript(subject, about));
  } finally {
    await session.close();
  }
}

/** What was answered to others may be out of date while this goes on. */
function lineOver(session: ClosableSession, { way, item }: JobParts): Line {
  const { signal } = item.playRun.run;
  return {
    ...way.line,
    session: () => Promise.resolve(session),
    answers: new Answers(way.line.answers.machine),
    ahead: undefined,
    signal,
  };
}

/** The result of the conversation, or that it failed or took too long. */
async function resultOf(
  conversation: Conversation<ActionResult>,
  line: Line,
  { asynchronous, item }: JobParts,
): Promise<Result> {
  const limit = AbortSignal.timeout(Math.min(asynchronous.limit * 1000, 2 ** 31 - 1));
  const signal = AbortSignal.any([limit, item.playRun.run.signal]);
  try {
    return (await drive(conversation, { ...line, signal })).result;
  } catch (thrown) {
    if (limit.aborted) return timedOut();
    const keys = thrown instanceof TaskFailure ? thrown.result : {};
    return { changed: false, ...keys, failed: true, msg: messageOf(thrown) };
  }
}
