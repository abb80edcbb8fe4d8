import { ProvisionError, messageOf, wholeMessage, type ErrorCode, type ErrorStep } from '../base/errors.js';
import { startOf, type Position } from '../base/position.js';
import type { ChangeNote, DiffNote, Display, ErrorNote, HostStatus } from '../events/event.js';
import { TaskFailure, noTraceback } from '../module-kit/failure.js';
import { linesOf } from '../module-kit/output.js';
import type { Effect, Result } from '../module-kit/module.js';
import { fromJson } from '../values/json.js';
import { isDict, type Dict, type Value } from '../values/value.js';
import { findNotKnown } from './plan/not-known.js';

/** What one attempt at a task (or one loop item) came to, before `register` and events. */
export interface ItemOutcome {
  readonly result: Dict;
  readonly changes: readonly ChangeNote[];
  readonly diffs: readonly DiffNote[];
  readonly effects: readonly Effect[];
  readonly error?: ErrorNote | undefined;
  readonly isUnreachable: boolean;
  readonly display?: Display | undefined;
  /** The handlers that it notifies when the task as a whole has changed something. */
  readonly notified?: readonly string[];
  /** In a plan: why only the run can tell what the task does. */
  readonly unknown?: string | undefined;
}

/** Errors that mean the host cannot be worked on, not that the task is wrong. */
const unreachableCodes: ReadonlySet<ErrorCode> = new Set(['E0601', 'E0602', 'E0603', 'E0604', 'E0606', 'E0607']);

/** The outcome of a task that was skipped. */
export function skippedOutcome(reason: string, falseCondition?: Value): ItemOutcome {
  const result: Dict = new Map<Value, Value>([
    ['changed', false],
    ['skipped', true],
    ['skip_reason', reason],
  ]);
  if (falseCondition !== undefined) result.set('false_condition', falseCondition);
  return { result, changes: [], diffs: [], effects: [], isUnreachable: false };
}

/** The outcome, in a plan, of a task of which only the run can tell what it does. */
export function unknownOutcome(why: string): ItemOutcome {
  return { ...skippedOutcome('Only the run can tell'), unknown: why };
}

/** The outcome of a module that returned. */
export function finishedOutcome(
  given: Result,
  made: Pick<ItemOutcome, 'changes' | 'diffs'>,
  effects: readonly Effect[],
): ItemOutcome {
  const result = fromJson(given) as Dict;
  if (!result.has('changed')) result.set('changed', made.changes.length > 0);
  if (!result.has('failed') && result.get('skipped') !== true) result.set('failed', false);
  for (const key of ['stdout', 'stderr']) addLines(result, key);
  return { ...made, result: traced(result), effects, isUnreachable: false };
}

function traced(result: Dict): Dict {
  if (result.get('failed') === true && !result.has('exception')) result.set('exception', noTraceback);
  return result;
}

/** Text that a command printed is also there line by line. */
function addLines(result: Dict, key: string): void {
  const text = result.get(key);
  if (typeof text === 'string' && !result.has(`${key}_lines`)) result.set(`${key}_lines`, linesOf(text));
}

/** The outcome of an attempt that threw. Errors that are no failure of the task are thrown on. */
export function failedOutcome(
  thrown: unknown,
  made: Pick<ItemOutcome, 'changes' | 'diffs'>,
  failing: Failing | undefined,
): ItemOutcome {
  if (thrown instanceof TaskFailure) {
    const result = fromJson({
      changed: false,
      ...thrown.result,
      failed: true,
      msg: thrown.message,
    }) as Dict;
    for (const key of ['stdout', 'stderr']) addLines(result, key);
    return {
      ...made,
      result: traced(result),
      effects: [],
      isUnreachable: false,
      error: failureNote(thrown.message, failing),
    };
  }
  if (!(thrown instanceof ProvisionError)) throw thrown;
  const unknown = findNotKnown(thrown);
  if (unknown !== undefined) return unknownOutcome(unknown);
  const isUnreachable = unreachableCodes.has(thrown.code);
  const result: Dict = new Map<Value, Value>([
    ['changed', false],
    [isUnreachable ? 'unreachable' : 'failed', true],
    ['msg', failing ? failureMessage(thrown) : thrown.message],
    ...(thrown.details === undefined ? [] : [['details', thrown.details] as const]),
  ]);
  const note = errorNote(thrown);
  const reaching = isUnreachable && failing ? [{ message: connecting }] : [];
  const steps = [...stepsTo(failing), ...reaching, ...(note.steps ?? [])];
  return {
    ...made,
    result: traced(result),
    effects: [],
    isUnreachable,
    error: { ...note, steps, ...(isUnreachable ? { at: failing?.at, start: undefined } : {}) },
  };
}

/** The task that fails, and whether its module or its action says so; a loop without a list fails before there is a task. */
export interface Failing {
  readonly at: Position | undefined;
  readonly by?: 'module' | 'action' | undefined;
}

/** What a module or an action failed with, as events carry it. */
export function failureNote(message: string, failing: Failing | undefined): ErrorNote {
  const told = 'Task failed: ';
  if (!failing || !message.startsWith(told)) return { message, steps: stepsTo(failing) };
  // It says already how far the task came.
  return { message: message.slice(told.length), steps: stepsTo({ at: failing.at }) };
}

function stepsTo(failing: Failing | undefined): ErrorStep[] {
  if (!failing) return [];
  const { at, by } = failing;
  const step = { module: 'Module failed', action: 'Action failed' };
  return [{ message: 'Task failed', at }, ...(by === undefined ? [] : [{ message: step[by] }])];
}

/** Ansible's words for any way in which a host is not reached. */
const connecting = 'Failed to connect to the host via ssh';

/** Content that cannot be evaluated fails the task before its module can; that is told as part of the message. */
function failureMessage(error: ProvisionError): string {
  if (unreachableCodes.has(error.code)) return `Task failed: ${connecting}: ${error.message}`;
  const isContent = error.code.startsWith('E03') || error.code === 'E0402';
  return isContent ? `Task failed: ${wholeMessage(error)}` : wholeMessage(error);
}

/** An error as events carry it. */
export function errorNote(thrown: unknown): ErrorNote {
  if (!(thrown instanceof ProvisionError)) return { message: messageOf(thrown) };
  const { code, message, at, hint, steps, plain, chain } = thrown;
  const way = chain.length > 0 ? { chain } : {};
  return {
    code,
    message,
    at,
    hint,
    steps,
    start: at && startOf(at),
    ...(plain === undefined ? {} : { plain }),
    ...way,
  };
}

/** How an outcome counts. What `failed_when` said has the last word, also where `until` ran out of attempts. */
export function statusOf(outcome: ItemOutcome): HostStatus {
  const { result } = outcome;
  if (outcome.isUnreachable) return 'unreachable';
  if (result.get('failed_when_result') !== false && result.get('failed') === true) return 'failed';
  if (result.get('skipped') === true) return 'skipped';
  return result.get('changed') === true ? 'changed' : 'ok';
}

/** An outcome with other result keys. */
export function withResult(outcome: ItemOutcome, keys: Readonly<Record<string, Value>>): ItemOutcome {
  const result: Dict = new Map(outcome.result);
  for (const [key, value] of Object.entries(keys)) result.set(key, value);
  return { ...outcome, result };
}

/** A value that must be a dict for the engine to go on. */
export function dictOr(value: Value | undefined, otherwise: Dict): Dict {
  return isDict(value) ? value : otherwise;
}
