import { ProvisionError } from '../base/errors.js';
import type { Target } from '../module-kit/module.js';
import type { Templar } from '../template/templar.js';
import type { BecomeOptions, ConnectionOptions, OnBytes, SessionInfo } from '../transport/connection.js';
import { becomeOptions, connectionOptions } from './connection-options.js';
import { delegateOf } from './delegate.js';
import type { Line } from './drive.js';
import type { Item, Made } from './item.js';
import { openLine } from './line.js';
import { RunHost } from './run-host.js';
import { keywordFlag } from './task-context.js';
import { refuseElsewhere } from './shard/refuse-elsewhere.js';
import { environmentOf } from './task-environment.js';
import { delegatedTo, taskTemplar } from './task-scope.js';
import { transferProgress, type Transfer } from './transfer-progress.js';

/** The way from a task to the host it works on. */
export interface TaskLine {
  readonly line: Line;
  readonly diff: boolean;
  readonly connection: ConnectionOptions;
  readonly become: BecomeOptions | undefined;
  readonly isDelegated: boolean;
  /** The variables of the host that is reached. */
  readonly there: Templar;
}

/** Opens the line of a task's item; what is changed over it is noted in `made`. */
export function taskLine(item: Item, templar: Templar, made: Made, signal: AbortSignal): TaskLine {
  const { playRun, task } = item;
  const { run } = playRun;
  const { settings, connections } = run;
  const { reached, there } = reachedHost(item, templar);
  const connection = connectionOptions(reached.name, task, there, settings.connection);
  const become = becomeOptions(task, there, settings.connection);
  const diff = keywordFlag(task, 'diff', templar, settings.diff);
  const environment = environmentOf(task, templar);
  const about = { task: item.reference, host: item.host.name };
  const progress = (way: Transfer['way']): OnBytes =>
    transferProgress({ type: 'transfer', ...about, way }, (event) => run.events.emit(event));
  const isHidden = keywordFlag(task, 'no_log', templar, settings.noLog);
  const line = openLine({
    pool: connections,
    worker: item.host.name,
    connection,
    become,
    check: keywordFlag(task, 'check_mode', templar, settings.check),
    runOptions: { environment, onBytes: progress('to') },
    onDownload: progress('from'),
    onFetch: progress('fetch'),
    onPrinted: isHidden ? undefined : (text) => run.events.emit({ type: 'output', ...about, text }),
    answers: run.machines.of(connection).answersOf(sessionKey(connection, become, environment)),
    onChange({ what, before, after, diff: difference }) {
      if (isBeyondPlan(item)) throw notPlanned(item, what);
      made.changes.push({ what, before, after });
      if (difference && diff) made.diffs.push(difference);
    },
    onlyReads: item.task.keywords.get('changed_when')?.value === false,
    // What others want to know must not count against a task's own time.
    ahead: signal === run.signal ? run.aheadOf(item.host, playRun) : undefined,
    signal,
  });
  return { line, diff, connection, become, isDelegated: there !== templar, there };
}

/** Whether only what was planned may happen, and this was not. What `changed_when` speaks of is settled by it, not by what is done. */
function isBeyondPlan({ playRun: { run }, host, task, reference }: Item): boolean {
  if (!run.mayChange || run.settings.check || task.keywords.has('changed_when')) return false;
  return !run.mayChange(host.name, reference);
}

function notPlanned({ host, reference }: Item, what: string): ProvisionError {
  const message = `the plan has no change of ${host.name} here, and "${what}" would be one: it is not made`;
  return new ProvisionError('E0010', message, { at: reference.at, hint: 'make a new plan' });
}

/** The host that a task works on, its own or the one it is delegated to, with the templar of its connection. */
function reachedHost(item: Item, templar: Templar): { reached: RunHost; there: Templar } {
  const { playRun, task, host } = item;
  const delegate = delegateOf(item, templar);
  if (delegate === undefined) return { reached: host, there: templar };
  refuseElsewhere(item, delegate);
  const reached = playRun.run.hosts.get(delegate) ?? new RunHost(delegate);
  return { reached, there: taskTemplar(playRun, delegatedTo(task, delegate), reached, item) };
}

/** Whose shell it is, in which environment: others may be told otherwise. */
function sessionKey(
  { user }: ConnectionOptions,
  become: BecomeOptions | undefined,
  environment: Readonly<Record<string, string>>,
): string {
  return JSON.stringify([user, become?.method, become?.user, environment]);
}

/** What a module may know of the host at the end of a line. */
export function targetOf(host: string, { user, uid, home, tools }: SessionInfo, diff: boolean): Target {
  return { host, user, uid, home, tools, diff };
}

/** The target of an action that never reaches one. */
export function nowhere(host: string, diff: boolean): Target {
  return { host, user: '', uid: -1, home: '~', tools: new Set(), diff };
}
