import type { HostOutcome } from '../host-task.js';
import { applyTo } from '../effects.js';
import { register } from '../register.js';
import { RunHost } from '../run-host.js';
import type { PlayRun } from '../run.js';
import type { TaskContext } from '../task-context.js';
import type { AppliedEffect, FinishedTask } from './journal.js';
import { taskKey } from './task-key.js';

/** What an earlier run has made of a task on a host, when this run goes on from there. It is known from now on. */
export function replayed(context: TaskContext): HostOutcome | undefined {
  const { playRun, task, host, reference } = context;
  const { finished, events } = playRun.run;
  if (!finished || task.isHandler) return undefined;
  const place = { host: host.name, key: taskKey(task, playRun.play) };
  const done = finished.take(place);
  if (!done) return undefined;
  events.emit({ type: 'host start', task: reference, host: host.name });
  register(task, done.result, playRun, context.sharedBy);
  for (const applied of done.applied) applyAgain(applied, context);
  if (task.role) host.rolesWithTasks.add(task.role.signature);
  host.ahead?.passed(task);
  playRun.run.journal?.note(place, done, false);
  return tell(done, context);
}

/** It counts as a task that found all as wanted. Whether the run goes on here is for its real outcome to say. */
function tell({ status, ignored, result }: FinishedTask, { playRun, host, reference }: TaskContext): HostOutcome {
  // A failure that is replayed was rescued, which will be counted too.
  host.count(status === 'failed' && !ignored ? 'failed' : 'ok', false);
  const told = { resumed: true, changed: false };
  playRun.run.events.emit({
    type: 'host end',
    task: reference,
    result: { host: host.name, status: 'ok', ignored: false, changes: [], diffs: [], result: told, duration: 0 },
  });
  return { status, ignored, result };
}

function applyAgain({ host, effect }: AppliedEffect, { playRun, task }: TaskContext): void {
  applyTo(hostOf(host, playRun), effect, { playRun, task });
}

function hostOf(name: string, { run: { hosts } }: PlayRun): RunHost {
  const known = hosts.get(name) ?? new RunHost(name);
  hosts.set(name, known);
  return known;
}
