import { setTimeout as pause } from 'node:timers/promises';
import type { ChangeNote, DiffNote } from '../events/event.js';
import type { ActionResult, Result, Target } from '../module-kit/module.js';
import { parseArguments } from '../module-kit/parse-arguments.js';
import { collectKeyword, type Task } from '../playbook/nodes.js';
import type { Templar } from '../template/templar.js';
import { isDict, isList, type Value } from '../values/value.js';
import { positionOfKey } from '../values/origin.js';
import { ProvisionError } from '../base/errors.js';
import { numberOf, textKeys } from './coerce.js';
import { becomeOptions, connectionOptions } from './connection-options.js';
import { taskController } from './controller.js';
import { drive, type Line } from './drive.js';
import { openLine } from './line.js';
import { settle } from '../template/settle.js';
import { renderArguments } from './module-arguments.js';
import { failedAt, saysModule, withFailure } from './failures.js';
import { judge, templarWithResult } from './judge.js';
import { failedOutcome, finishedOutcome, skippedOutcome, statusOf, withResult, type ItemOutcome } from './outcome.js';
import { settleDiff } from './result-diff.js';
import { RunHost } from './run-host.js';
import { findFalseCondition, keywordFlag, keywordValue, type TaskContext } from './task-context.js';
import { taskTemplar } from './task-scope.js';

/** A task on a host, for one set of loop variables. */
export interface Item extends TaskContext {
  readonly variables: ReadonlyMap<string, Value>;
  /** What random filters and awaited lookups gave this item. */
  readonly remembered: Map<string, Value>;
}

/** Runs a task once on a host: conditions, the attempts of `until`, `changed_when`, `failed_when`. */
export async function runItem(item: Item): Promise<ItemOutcome> {
  const { playRun, task, host } = item;
  try {
    const falseCondition = await settle(item.remembered, () =>
      findFalseCondition(task, taskTemplar(playRun, task, host, item)),
    );
    if (falseCondition !== undefined) return skippedOutcome('Conditional result was False', falseCondition);
    return await attemptUntil(item);
  } catch (thrown) {
    return failedOutcome(thrown, { changes: [], diffs: [] }, { at: task.at });
  }
}

async function attemptUntil(item: Item): Promise<ItemOutcome> {
  const { task, host, playRun, reference } = item;
  const until = task.keywords.get('until');
  const first = taskTemplar(playRun, task, host, item);
  const retries = numberOf(keywordValue(task, 'retries', first), until ? 3 : 0);
  const delay = numberOf(keywordValue(task, 'delay', first), 5);
  for (let attempt = 1; ; attempt++) {
    const made: Made = { changes: [], diffs: [] };
    const outcome = await settle(item.remembered, () => attemptOnce(item, made)).catch((thrown: unknown) =>
      failedAt({ task, definition: playRun.run.findModule(task.action) }, thrown, made),
    );
    const judged = judge(item, outcome);
    if (!until && retries === 0) return judged;
    const counted = withResult(judged, { attempts: attempt });
    if (statusOf(judged) === 'skipped' || statusOf(judged) === 'unreachable') return judged;
    const isDone = until ? templarWithResult(item, counted).test(until.value, until.at) : statusOf(judged) !== 'failed';
    if (isDone) return counted;
    const left = retries - attempt + 1;
    if (left <= 0)
      return withResult(counted, {
        failed: true,
        attempts: retries,
        ...(counted.result.has('msg') ? {} : { msg: `gave up after ${attempt} attempts` }),
      });
    playRun.run.events.emit({ type: 'retry', task: reference, host: host.name, attempt, left });
    await pause(delay * 1000, undefined, { signal: playRun.run.signal });
    host.forgetAnswers();
  }
}

interface Made {
  readonly changes: ChangeNote[];
  readonly diffs: DiffNote[];
}

async function attemptOnce(item: Item, made: Made): Promise<ItemOutcome> {
  const { playRun, task, host } = item;
  const { run } = playRun;
  const templar = taskTemplar(playRun, task, host, item);
  const definition = run.findModule(task.action);
  if (!definition)
    throw new ProvisionError('E0501', `there is no module named "${task.action}"`, { at: task.actionAt });
  const given = renderArguments(task, definition, templar);
  const { line, diff, there } = lineOf(item, templar, made);
  const needsTarget = definition.kind === 'module' || !definition.withoutTarget;
  const target = needsTarget ? await targetOf(host.name, line, diff) : nowhere(host.name, diff);
  const { args, others, secrets } = parseArguments({ ...definition, name: task.action }, given, target);
  for (const secret of secrets) run.mask.add(secret);
  if (definition.kind === 'module') {
    const { result, diffs } = settleDiff(await drive<Result>(definition.run(args, target), line), made.diffs, diff);
    return withFailure(task, finishedOutcome(result, { ...made, diffs }, factEffects(result)), 'module');
  }
  const controller = taskController(item, templar, { target, others, check: line.check, there });
  const { result: returned, effects = [], display } = await drive<ActionResult>(definition.run(args, controller), line);
  const { result, diffs } = settleDiff(returned, made.diffs, diff);
  const outcome = finishedOutcome(result, { ...made, diffs }, effects.length > 0 ? effects : factEffects(result));
  return withFailure(task, { ...outcome, display }, saysModule(definition) ? 'module' : 'action');
}

/** Any module may return `ansible_facts`. */
function factEffects(result: Result): ItemOutcome['effects'] {
  const facts = result['ansible_facts'];
  if (typeof facts !== 'object' || facts === null) return [];
  const values = finishedOutcome({ facts } as Result, { changes: [], diffs: [] }, []).result.get('facts');
  return isDict(values) ? [{ kind: 'gathered facts', facts: textKeys(values) }] : [];
}

interface Reaching {
  readonly line: Line;
  readonly diff: boolean;
  /** The variables of the host that is reached. */
  readonly there: Templar;
}

function lineOf(item: Item, templar: Templar, made: Made): Reaching {
  const { playRun, task, host } = item;
  const { settings, connections, signal } = playRun.run;
  const delegate = delegateOf(item, templar);
  const reached = delegate ? (playRun.run.hosts.get(delegate) ?? new RunHost(delegate)) : host;
  const there = delegate ? taskTemplar(playRun, task, reached, item) : templar;
  const connection = connectionOptions(reached.name, task, there, settings.connection);
  const become = becomeOptions(task, there, settings.connection);
  const timeout = timeLimit(task, templar, settings.taskTimeout);
  const wantsDiff = keywordFlag(task, 'diff', templar, settings.diff);
  const line = openLine({
    pool: connections,
    connection,
    become,
    check: keywordFlag(task, 'check_mode', templar, settings.check),
    runOptions: { environment: environmentOf(item, templar), ...(timeout > 0 ? { timeout } : {}) },
    answers: reached.answersOf(`${connection.plugin} ${become?.method ?? ''} ${become?.user ?? ''}`),
    onChange({ what, before, after, diff }) {
      made.changes.push({ what, before, after });
      if (diff && wantsDiff) made.diffs.push(diff);
      reached.forgetAnswers();
    },
    signal,
  });
  return { line, diff: wantsDiff, there };
}

/** The host that the task is delegated to. */
export function delegateOf(item: Item, templar: Templar): string | undefined {
  const value = keywordValue(item.task, 'delegate_to', templar);
  return value === undefined || value === null || value === '' ? undefined : String(value);
}

/** Seconds that a task may take: `timeout`, or `async`, whose tasks are waited for. 0 is no limit. */
function timeLimit(task: Task, templar: Templar, otherwise: number): number {
  const limit = numberOf(keywordValue(task, 'async', templar), 0);
  return limit > 0 ? limit : numberOf(keywordValue(task, 'timeout', templar), otherwise);
}

function environmentOf({ task }: Item, templar: Templar): Record<string, string> {
  const environment: Record<string, string> = {};
  for (const { value, at } of collectKeyword(task, 'environment')) {
    for (const part of isList(value) ? value : [value]) {
      const rendered = templar.render(part, at);
      if (rendered === null) continue;
      if (!isDict(rendered))
        throw new ProvisionError('E0402', 'environment must be a mapping of names to values', {
          at: positionOfKey(task.args, 'environment') ?? at,
        });
      for (const [name, member] of rendered) environment[String(name)] = member === null ? '' : String(member);
    }
  }
  return environment;
}

async function targetOf(host: string, line: Line, diff: boolean): Promise<Target> {
  const { user, uid, home } = (await line.session()).about;
  return { host, user, uid, home, diff };
}

/** The target of an action that never reaches one. */
function nowhere(host: string, diff: boolean): Target {
  return { host, user: '', uid: -1, home: '~', diff };
}
