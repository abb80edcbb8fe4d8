import { ProvisionError } from '../base/errors.js';
import { TaskFailure } from '../module-kit/failure.js';
import type { Task } from '../playbook/nodes.js';
import type { Templar } from '../template/templar.js';
import { numberOf } from './coerce.js';
import { keywordValue } from './task-context.js';

/** Seconds; more is refused, as Ansible does. */
const longest = 100_000_000;

/** The longest time that a timer can be set to, in milliseconds. */
const longestTimer = 2 ** 31 - 1;

/** Seconds that an attempt at a task may take (`timeout`); 0 is no limit. Throws for what is no such number. */
export function timeLimit(task: Task, templar: Templar, otherwise: number): number {
  const seconds = numberOf(keywordValue(task, 'timeout', templar), otherwise);
  const at = task.keywords.get('timeout')?.at;
  if (seconds < 0 || seconds > longest)
    throw new ProvisionError('E0402', `Timeout ${seconds} is invalid, it must be between 0 and ${longest}.`, { at });
  return seconds;
}

/** Runs work with a signal that also ends it when its time is over; the work then fails as Ansible's does. */
export async function withDeadline<Result>(
  seconds: number,
  signal: AbortSignal,
  work: (signal: AbortSignal) => Promise<Result>,
): Promise<Result> {
  if (seconds === 0) return work(signal);
  const limit = new AbortController();
  const expire = (): void => limit.abort(timedOut(seconds));
  const timer = setTimeout(expire, Math.min(seconds * 1000, longestTimer));
  try {
    return await work(AbortSignal.any([signal, limit.signal]));
  } finally {
    clearTimeout(timer);
  }
}

function timedOut(seconds: number): TaskFailure {
  const frame = 'Configure `DISPLAY_TRACEBACK` to see a traceback on timeout errors.';
  return new TaskFailure(`Task failed: Timed out after ${seconds} second(s).`, {
    changed: false,
    timedout: { frame, period: seconds },
  });
}
