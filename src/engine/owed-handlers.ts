import type { HandlerNote } from '../events/event.js';
import type { Play, Task } from '../playbook/nodes.js';
import type { RunHost } from './run-host.js';
import type { PlayRun } from './run.js';

/** A handler that a host was notified of in an earlier run, and did not run. */
export interface OwedHandler {
  readonly handler: HandlerNote;
  /** The run that left it. */
  readonly since: string;
}

/** What hosts owe from earlier runs. */
export interface OwedHandlers {
  /** What a host owes a play. */
  of(host: string, play: Pick<Play, 'file' | 'name'>): readonly OwedHandler[];
}

/** Notifies the handlers that a host owes the play, and tells of it. */
export function callOwed(host: RunHost, { run, play, handlers }: PlayRun): void {
  const owed = run.owed?.of(host.name, play) ?? [];
  for (const { handler } of owed) handlers.owe(handler.name, host);
  for (const since of new Set(owed.map((one) => one.since))) {
    const notes = owed.filter((one) => one.since === since).map(({ handler }) => handler);
    run.events.emit({ type: 'handlers owed', host: host.name, handlers: notes, since });
  }
}

/** What is owed and is in the play no more would be owed for ever. */
export function warnOfMissing(host: RunHost, { run, play, handlers }: PlayRun): void {
  for (const name of handlers.missing(host)) {
    const message =
      `${host.name} was notified of the handler "${name}" in an earlier run, and this play has it no more; ` +
      'it is forgotten with --forget-handlers';
    run.events.emit({ type: 'warning', message, at: play.at });
  }
}

/** A host that content sent home (`meta: end_host` and its kin) runs none of its handlers, now or later. */
export function letOff(host: RunHost, playRun: PlayRun): void {
  for (const handler of playRun.handlers.waiting(host)) tellDone(handler, host, playRun);
}

/** Tells that a host owes a handler from now on. */
export function tellOwing(handler: Task, host: RunHost, playRun: PlayRun): void {
  tell('notified', handler, host, playRun);
}

/** Tells that a host has run a handler. */
export function tellDone(handler: Task, host: RunHost, playRun: PlayRun): void {
  tell('handler done', handler, host, playRun);
}

function tell(type: 'notified' | 'handler done', handler: Task, host: RunHost, { run, play, handlers }: PlayRun): void {
  // What is only meant in check mode is not owed afterwards, and what was owed before still is.
  if (!run.owed || run.settings.check) return;
  const note = { name: handlers.titleOf(handler), play: play.name, file: play.file };
  run.events.emit({ type, host: host.name, handler: note });
}
