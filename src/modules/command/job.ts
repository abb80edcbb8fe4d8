import { TaskFailure } from '../../module-kit/failure.js';
import { textKeys } from '../../module-kit/output.js';
import type { Result } from '../../module-kit/index.js';
import type { JobFiles, JobSubject } from '../../questions/job.js';
import type { Json } from '../../values/json.js';
import { resultOf, type Told } from './run.js';

/** The result of a job as it stands, with the keys that tell which job it is. Throws {@link TaskFailure} for one that failed before its program began. */
export function jobResult(files: JobFiles, subject: JobSubject): Result {
  const about = describe(files.about);
  const keys = jobKeys(subject);
  if (about === undefined)
    return { ...keys, finished: true, failed: true, changed: false, msg: 'Could not parse job output' };
  if (about['finished'] === true) return { ...about, ...keys, finished: true };
  if (files.hasTimedOut && files.status !== undefined) return { ...timedOut(), ...keys };
  if (files.status === undefined) return { ...textKeys('', ''), ...keys, changed: false, finished: false };
  return { ...programResult(files, about, keys), ...keys, finished: true };
}

/** Which job a result is of, and where its file lies. */
export function jobKeys({ directory, id }: JobSubject): {
  ansible_job_id: string;
  results_file: string;
  started: true;
} {
  return { ansible_job_id: id, results_file: `${directory}/${id}`, started: true };
}

/** The result of a job that was not done in time. */
export function timedOut(): Result {
  return { ...textKeys('', ''), changed: false, failed: true, finished: true, msg: 'Timeout exceeded' };
}

function programResult(files: JobFiles, about: Readonly<Record<string, Json>>, keys: Result): Result {
  const { status = 0, stdout, stderr, begin, end } = files;
  try {
    return resultOf(toldBy(about), { status, stdout, stderr }, begin, end);
  } catch (thrown) {
    if (thrown instanceof TaskFailure)
      throw new TaskFailure(thrown.message, { ...thrown.result, ...keys, finished: true });
    throw thrown;
  }
}

function toldBy({ job }: Readonly<Record<string, Json>>): Told {
  const told = isRecord(job) ? job : {};
  const chdir = told['chdir'];
  return {
    cmd: told['cmd'] ?? null,
    chdir: typeof chdir === 'string' ? chdir : undefined,
    strip_empty_ends: told['strip_empty_ends'] !== false,
  };
}

function describe(text: Buffer): Readonly<Record<string, Json>> | undefined {
  try {
    // What JSON.parse returns is JSON.
    const value = JSON.parse(text.toString()) as Json;
    return isRecord(value) ? value : undefined;
  } catch {
    // Whoever wrote the file wrote something else: the caller says so.
    return undefined;
  }
}

function isRecord(value: Json | undefined): value is Readonly<Record<string, Json>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
