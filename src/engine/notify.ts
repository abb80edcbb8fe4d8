import { ProvisionError } from '../base/errors.js';
import { fullRoleName, type Task } from '../playbook/nodes.js';
import type { Value } from '../values/value.js';
import { textList } from './coerce.js';
import type { RunHost } from './run-host.js';
import type { PlayRun } from './run.js';
import { keywordValue, type TaskContext } from './task-context.js';
import { writtenName } from './task-reference.js';
import { taskTemplar } from './task-scope.js';

/** Notifies the handlers that a changed task names. */
export function notifyHandlers({ task, playRun, host }: TaskContext): void {
  const templar = taskTemplar(playRun, task, host);
  for (const name of namesIn(keywordValue(task, 'notify', templar))) notifyOne(name, task, host, playRun);
}

function notifyOne(name: string, task: Task, host: RunHost, playRun: PlayRun): void {
  const { events, settings } = playRun.run;
  try {
    const called = playRun.handlers.notify(name, host, task.keywords.get('notify')?.at ?? task.at);
    // A handler that notifies another does so at once; a task's notifications wait for the next flush.
    if (!task.isHandler)
      return events.emit({ type: 'detail', level: 2, text: `Notification for handler ${name} has been saved.` });
    for (const handler of called) tellNotified(handler, host, playRun);
  } catch (thrown) {
    if (!(thrown instanceof ProvisionError) || thrown.code !== 'E0405' || settings.errorOnMissingHandler) throw thrown;
    events.emit({ type: 'warning', message: thrown.message, at: thrown.at });
  }
}

/** Tells which handlers are going to run on a host. Returns whether there are any. */
export function tellWaiting(host: RunHost, playRun: PlayRun): boolean {
  const waiting = [...playRun.handlers.waiting(host)];
  for (const handler of waiting) tellNotified(handler, host, playRun);
  return waiting.length > 0;
}

function tellNotified(handler: Task, host: RunHost, { run }: PlayRun): void {
  const name = writtenName(handler);
  const full = handler.role ? `${fullRoleName(handler.role)} : ${name}` : name;
  run.events.emit({ type: 'detail', level: 2, text: `NOTIFIED HANDLER ${full} for ${host.name}` });
}

function namesIn(value: Value | undefined): string[] {
  if (Array.isArray(value)) return value.map(String);
  if (value === undefined || value === null) return [];
  return [String(value)].flatMap((text) => (text.includes('\n') ? textList(text) : [text]));
}
