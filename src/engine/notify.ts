import { ProvisionError } from '../base/errors.js';
import { findKeyword, type Task } from '../playbook/nodes.js';
import type { Value } from '../values/value.js';
import { textList } from './coerce.js';
import type { Item } from './item.js';
import { tellOwing } from './owed-handlers.js';
import type { RunHost } from './run-host.js';
import type { PlayRun } from './run.js';
import { keywordValue, type TaskContext } from './task-context.js';
import { taskTemplar } from './task-scope.js';

/** Notifies the handlers that a changed task names. Returns those that had not been notified before. */
export function notifyHandlers({ task, playRun, host }: TaskContext, names: readonly string[]): readonly Task[] {
  return names.flatMap((name) => notifyOne(name, task, host, playRun));
}

/** The handlers that an item names; what cannot be rendered fails the task before it runs. */
export function handlersNamed(item: Item): readonly string[] {
  const { task, playRun, host } = item;
  if (findKeyword(task, 'notify') === undefined) return [];
  return namesIn(keywordValue(task, 'notify', taskTemplar(playRun, task, host, item)));
}

function notifyOne(name: string, task: Task, host: RunHost, playRun: PlayRun): readonly Task[] {
  const { events, settings } = playRun.run;
  try {
    const called = playRun.handlers.notify(name, host, task.keywords.get('notify')?.at ?? task.at);
    for (const handler of called) tellOwing(handler, host, playRun);
    // A handler that notifies another does so at once; a task's notifications wait for the next flush.
    if (!task.isHandler) {
      playRun.handlers.save(called, host);
      events.emit({ type: 'detail', level: 2, text: `Notification for handler ${name} has been saved.` });
      return called;
    }
    for (const handler of called) tellNotified(handler, host, playRun);
    return called;
  } catch (thrown) {
    if (!(thrown instanceof ProvisionError) || thrown.code !== 'E0405' || settings.errorOnMissingHandler) throw thrown;
    events.emit({ type: 'warning', message: thrown.message, at: thrown.at });
    return [];
  }
}

/** Tells which handlers tasks have notified for a host since they ran last. Returns whether there are any. */
export function tellWaiting(host: RunHost, playRun: PlayRun): boolean {
  const waiting = playRun.handlers.takeSaved(host);
  for (const handler of waiting) tellNotified(handler, host, playRun);
  return waiting.length > 0;
}

function tellNotified(handler: Task, host: RunHost, { run, handlers }: PlayRun): void {
  run.events.emit({
    type: 'detail',
    level: 2,
    text: `NOTIFIED HANDLER ${handlers.titleOf(handler)} for ${host.name}`,
  });
}

function namesIn(value: Value | undefined): string[] {
  if (Array.isArray(value)) return value.map(String);
  if (value === undefined || value === null) return [];
  return [String(value)].flatMap((text) => (text.includes('\n') ? textList(text) : [text]));
}
