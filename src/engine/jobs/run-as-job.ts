import { randomInt } from 'node:crypto';
import type { Action, ActionResult, Module, Result } from '../../module-kit/module.js';
import type { Change, Conversation } from '../../module-kit/steps.js';
import { textKeys } from '../../module-kit/output.js';
import { jobDirectory } from '../../modules/async_status.js';
import { jobKeys } from '../../modules/command/job.js';
import type { JobSubject } from '../../questions/job.js';
import { drive } from '../drive.js';
import { continueInBackground } from './background.js';
import { send, started, type JobParts } from './job-parts.js';
import { describeScript, launchScript } from './launch.js';
import { tellOfJob, waitForJob } from './wait-for-job.js';

/**
 * Runs a module asynchronously. A program (`command`, `shell`) becomes a job of the target; any other module goes on as a
 * conversation, in the background of the run when nobody waits for it.
 */
export async function runAsJob(
  definition: Module | Action,
  conversation: Conversation<ActionResult>,
  parts: JobParts,
): Promise<Result> {
  const { way, asynchronous } = parts;
  const subject = { directory: jobDirectory(variablesOf(parts)), id: newId() };
  if (asynchronous.poll === 0 && !startsJobs(definition)) {
    await send(way.line, describeScript(subject, started(subject)));
    continueInBackground(conversation, subject, parts);
    return started(subject);
  }
  const ended = await drive<ActionResult | 'launched'>(conversation, way.line, (change) =>
    launch(change, subject, parts),
  );
  if (ended === 'launched') return asynchronous.poll === 0 ? started(subject) : waitForJob(subject, parts);
  const result = { ...textKeys('', ''), ...ended.result, ...jobKeys(subject), finished: true };
  if (asynchronous.poll > 0) {
    tellOfJob(subject, parts, result);
    return result;
  }
  await send(way.line, describeScript(subject, result));
  return started(subject);
}

/** Modules whose work is one script, which the target can run by itself. */
function startsJobs({ name }: Module | Action): boolean {
  return name === 'ansible.builtin.command' || name === 'ansible.builtin.shell';
}

function newId(): string {
  return `j${randomInt(1e12)}.${randomInt(1000, 100_000)}`;
}

function variablesOf({ templar, target }: JobParts): Parameters<typeof jobDirectory>[0] {
  return { findVariable: (name) => templar.find(name), target };
}

async function launch(change: Change, subject: JobSubject, { way, asynchronous }: JobParts): Promise<'launched'> {
  const { run, job, what, before, after } = change;
  way.line.onChange({ what, before, after });
  way.line.answers.machine.forget();
  if (asynchronous.poll === 0) way.line.answers.machine.isRestless = true;
  const about = { ...started(subject), job };
  await send(way.line, launchScript(run, subject, about, asynchronous.limit));
  return 'launched';
}
