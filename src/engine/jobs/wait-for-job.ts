import { setTimeout as pause } from 'node:timers/promises';
import { TaskFailure } from '../../module-kit/failure.js';
import type { Result } from '../../module-kit/module.js';
import { ask, type Conversation } from '../../module-kit/steps.js';
import { jobKeys, jobResult } from '../../modules/command/job.js';
import { job, type JobSubject } from '../../questions/job.js';
import { drive } from '../drive.js';
import { send, type JobParts } from './job-parts.js';
import { removeScript } from './launch.js';

/** Milliseconds until the first look at a job; each further one waits longer, up to `poll`. */
const firstLook = 50;

/** Looks at a job until it has ended, tells of it each `poll` seconds, and removes what it left. */
export async function waitForJob(subject: JobSubject, parts: JobParts): Promise<Result> {
  const { way, asynchronous } = parts;
  const options = way.line.signal ? { signal: way.line.signal } : {};
  const period = asynchronous.poll * 1000;
  let waited = 0;
  for (let look = firstLook; ; look = Math.min(look * 2, 1000, period)) {
    const result = await drive(lookAt(subject), way.line);
    if (result['finished'] === true) {
      await send(way.line, removeScript(subject));
      way.line.answers.machine.forgetAll();
      tellOfJob(subject, parts, result);
      return result;
    }
    await pause(look, undefined, options);
    const isTime = Math.floor((waited + look) / period) > Math.floor(waited / period);
    waited += look;
    if (isTime) tellOfJob(subject, parts, result);
  }
}

/** Tells how a job stands. */
export function tellOfJob({ id }: JobSubject, { item }: JobParts, { finished, failed }: Result): void {
  const state = finished !== true ? 'runs' : failed === true ? 'failed' : 'ok';
  item.playRun.run.events.emit({ type: 'job', task: item.reference, host: item.host.name, job: id, state });
}

function* lookAt(subject: JobSubject): Conversation<Result> {
  const { files } = yield* ask({ files: job(subject) });
  if (!files) return { ...jobKeys(subject), failed: true, finished: true, changed: false, msg: 'could not find job' };
  try {
    return jobResult(files, subject);
  } catch (thrown) {
    if (!(thrown instanceof TaskFailure)) throw thrown;
    return { ...thrown.result, failed: true, msg: thrown.message };
  }
}
