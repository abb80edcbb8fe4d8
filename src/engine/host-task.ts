import { setTimeout as pause } from 'node:timers/promises';
import type { HostStatus } from '../events/event.js';
import type { Effect } from '../module-kit/module.js';
import { mergedTrust } from '../values/trust.js';
import type { Dict, Value } from '../values/value.js';
import { register } from './register.js';
import { applyEffects } from './effects.js';
import { together, withItem } from './loop-outcome.js';
import { evaluateLoop, loopLabel, loopVariables, type Loop } from './loop.js';
import { failedOutcome, skippedOutcome, statusOf, withResult, type ItemOutcome } from './outcome.js';
import type { Item } from './item.js';
import { Notices, tellNotices } from './notices.js';
import { templarWithResult } from './judge.js';
import { runItem } from './run-item.js';
import { shownResult } from './shown-result.js';
import { settle } from '../template/settle.js';
import { keywordFlag, type TaskContext } from './task-context.js';
import { conditionWithoutLoop } from './skipped-loop.js';
import { taskTemplar, writtenVariable } from './task-scope.js';
import { ProvisionError, locate } from '../base/errors.js';
import { debugTask } from './debugger/debug-task.js';
import { noteFinished } from './resume/note-finished.js';
import type { AppliedEffect } from './resume/journal.js';
import { replayed } from './resume/replay-task.js';
import { needsDebugger } from './debugger/needs-debugger.js';
import { hideUnknown, plannedOutcome } from './plan/planned-outcome.js';
import { notifyHandlers } from './notify.js';

/** What a task came to on a host, all its loop items together. */
export interface HostOutcome {
  readonly status: HostStatus;
  readonly ignored: boolean;
  readonly result: Dict;
}

/** Runs a task on a host, again as often as the debugger is told to. */
export async function runOnHost(context: TaskContext): Promise<HostOutcome> {
  const earlier = replayed(context);
  if (earlier) return earlier;
  for (let current = context; ;) {
    const { host, playRun, task } = current;
    const before = host.counts;
    const outcome = await runOnce(current);
    if (!needsDebugger(current, outcome, taskTemplar(playRun, task, host))) return outcome;
    const decision = await debugTask(current, outcome.result);
    if (decision.next === 'quit') playRun.stop = { reason: 'the debugger was told to quit', cause: 'interrupt' };
    if (decision.next !== 'redo') return outcome;
    // What is done again has not happened.
    host.restoreCounts(before);
    current = decision.context;
  }
}

/** Runs a task on a host: its loop, `register`, notified handlers, effects; tells the events. */
async function runOnce(context: TaskContext): Promise<HostOutcome> {
  const { playRun, host, reference, task } = context;
  const startedAt = Date.now();
  playRun.run.events.emit({ type: 'host start', task: reference, host: host.name });
  const remembered = new Map<string, Value>();
  host.at = { task, round: task.loop ? -1 : 0 };
  const applied: AppliedEffect[] | undefined = playRun.run.journal && [];
  const given = await runLoop({ ...context, variables: context.overrides ?? new Map(), remembered, applied });
  const whole = plannedOutcome(context, given);
  const templar = taskTemplar(playRun, task, host, { remembered });
  const status = statusOf(whole);
  const ignored =
    status === 'failed'
      ? keywordFlag(task, 'ignore_errors', templar)
      : status === 'unreachable' && keywordFlag(task, 'ignore_unreachable', templar);
  if (whole.error?.code === 'E0409') playRun.run.sharding?.noteRefusal(whole.error);
  host.at = undefined;
  host.ahead?.passed(task);
  register(task, whole.result, playRun, context.sharedBy);
  hideUnknown(context, whole);
  if (status === 'changed' || whole.unknown !== undefined) noteNotified(context, whole);
  host.count(status, ignored, whole.result.get('changed') === true);
  if (status !== 'skipped' && status !== 'unreachable' && task.role) host.rolesWithTasks.add(task.role.signature);
  const duration = Date.now() - startedAt;
  const shown = shownResult({ ...context, variables: new Map(), remembered }, whole, { ignored, duration });
  const finished = { status, ignored, result: whole.result, applied: applied ?? [] };
  if (applied) noteFinished(context, finished, shown);
  playRun.run.events.emit({ type: 'host end', task: reference, result: shown });
  return { status, ignored, result: whole.result };
}

function noteNotified(context: TaskContext, { notified = [], unknown }: ItemOutcome): void {
  const called = notifyHandlers(context, notified);
  if (unknown !== undefined) for (const handler of called) context.host.doubtful.add(handler);
}

async function runLoop(item: Item): Promise<ItemOutcome> {
  const { task, playRun, host } = item;
  if (!task.loop) return runAndTell(item);
  let loop: Loop | undefined;
  try {
    loop = await settle(item.remembered, () => evaluateLoop(task, taskTemplar(playRun, task, host, item)));
  } catch (thrown) {
    const error = locate(thrown, task.loop.at);
    const isNoList = error instanceof ProvisionError && error.code === 'E0402';
    return (
      skippedInstead(item) ?? failedOutcome(error, { changes: [], diffs: [] }, isNoList ? undefined : { at: task.at })
    );
  }
  if (!loop) return runAndTell(item);
  warnOfUsedName(loop.variable, item);
  return loop.items.length === 0
    ? { ...skippedOutcome('No items in the list'), result: emptyLoopResult() }
    : runItems(item, loop);
}

/** The variable of a loop hides one of its name. */
function warnOfUsedName(name: string, item: Item): void {
  if (writtenVariable(name, item) === undefined) return;
  const message = `The loop variable '${name}' is already in use.`;
  item.playRun.run.events.emit({ type: 'warning', message, help: ownLoopVariable, subject: name });
}

const ownLoopVariable =
  'You should set the `loop_var` value in the `loop_control` option for the task to something else to avoid variable collisions and unexpected behavior.';

/** Runs an item; what it warns of is told, and its effects are there for the next one. */
async function runAndTell(item: Item): Promise<ItemOutcome> {
  const notices = new Notices();
  const outcome = withEffects(item, await runItem({ ...item, notices }));
  tellNotices(outcome.result, item.playRun.run.events);
  return { ...outcome, result: notices.addTo(outcome.result) };
}

/** A loop that cannot be evaluated does not matter when the task would be skipped anyway. */
function skippedInstead({ task, playRun, host, ...item }: Item): ItemOutcome | undefined {
  const condition = conditionWithoutLoop(task, taskTemplar(playRun, task, host, item));
  return condition === undefined ? undefined : skippedOutcome('Conditional result was False', condition);
}

function emptyLoopResult(): Dict {
  return new Map<Value, Value>([
    ['changed', false],
    ['skipped', true],
    ['skipped_reason', 'No items in the list'],
    ['results', []],
  ]);
}

async function runItems(item: Item, loop: Loop): Promise<ItemOutcome> {
  const { playRun, reference } = item;
  const outcomes: ItemOutcome[] = [];
  for (let index = 0; index < loop.items.length; index++) {
    item.host.at = { task: item.task, round: index };
    if (index > 0 && loop.pause > 0) {
      await pause(loop.pause * 1000, undefined, { signal: playRun.run.signal });
      playRun.run.machines.forgetAll();
    }
    const variables = mergedTrust(item.variables, loopVariables(loop, index));
    const round: Item = { ...item, variables, remembered: new Map() };
    const startedAt = Date.now();
    const { outcome, label } = labelled(round, loop, withItem(await runAndTell(round), loop, variables));
    outcomes.push(outcome);
    const shown = shownResult(round, outcome, { ignored: false, duration: Date.now() - startedAt, label });
    playRun.run.events.emit({ type: 'item end', task: reference, result: shown });
    if (loop.breakWhen !== undefined && breaks(round, loop, outcome)) break;
  }
  return together(outcomes);
}

/** The outcome with the item's label; an item whose label cannot be rendered has failed. */
function labelled(round: Item, loop: Loop, outcome: ItemOutcome): { outcome: ItemOutcome; label: string } {
  try {
    return { outcome, label: loopLabel(loop, round.variables, templarWithResult(round, outcome)) };
  } catch (thrown) {
    if (!(thrown instanceof ProvisionError)) throw thrown;
    const msg = `Failed to template loop_control.label: ${thrown.message}`;
    const failed = withResult(outcome, { failed: true, msg });
    return { outcome: failed, label: 'None' };
  }
}

function breaks(round: Item, loop: Loop, outcome: ItemOutcome): boolean {
  return templarWithResult(round, outcome).test(loop.breakWhen ?? false, round.task.loop?.at);
}

/** Effects are applied at once, so that the next item and task see them. */
function withEffects(item: Item, outcome: ItemOutcome): ItemOutcome {
  if (outcome.effects.length > 0) applyEffects(item, outcome.effects as readonly Effect[]);
  return outcome;
}
