import { TaskFailure } from '../../module-kit/failure.js';
import type { Result, Target } from '../../module-kit/module.js';
import { jobKeys } from '../../modules/command/job.js';
import type { JobSubject } from '../../questions/job.js';
import type { Script } from '../../shell/script.js';
import type { Templar } from '../../template/templar.js';
import type { Line } from '../drive.js';
import type { Item } from '../item.js';
import type { TaskLine } from '../task-line.js';
import type { Asynchronous } from './asynchronous.js';

/** What running a task as a job needs. */
export interface JobParts {
  readonly item: Item;
  readonly templar: Templar;
  readonly way: TaskLine;
  readonly target: Target;
  readonly asynchronous: Asynchronous;
}

/** What is registered of a job that runs. */
export function started(subject: JobSubject): Result {
  return { ...jobKeys(subject), changed: true, finished: false };
}

/** Runs a script of the jobs' own, also in check mode: it changes nothing but their files. */
export async function send(line: Line, script: Script): Promise<void> {
  const { environment } = line.runOptions;
  const outcome = await (await line.session()).run(script, { environment, signal: line.signal });
  if (outcome.status !== 0)
    throw new TaskFailure(`the job cannot be started: ${outcome.stderr.toString().trim()}`, { changed: false });
}
