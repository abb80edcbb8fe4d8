import type { Display } from '../events/event.js';
import type { Action, ActionResult, Module, Result } from '../module-kit/module.js';
import type { Conversation } from '../module-kit/steps.js';
import { parseArguments } from '../module-kit/parse-arguments.js';
import type { Templar } from '../template/templar.js';
import { isDict, type Dict } from '../values/value.js';
import { textKeys } from './coerce.js';
import { taskController } from './controller.js';
import { timeLimit, withDeadline } from './deadline.js';
import { drive } from './drive.js';
import { saysModule, withFailure } from './failures.js';
import type { Item, Made } from './item.js';
import { findAsync } from './jobs/asynchronous.js';
import { invocationOf } from './invocation.js';
import { runAsJob } from './jobs/run-as-job.js';
import { renderArguments } from './module-arguments.js';
import { moduleDefaults } from './module-defaults.js';
import { otherHomes } from './other-homes.js';
import { finishedOutcome, withResult, type ItemOutcome } from './outcome.js';
import { settleDiff } from './result-diff.js';
import { nowhere, targetOf, taskLine, type TaskLine } from './task-line.js';
import { taskDefinition, withModule } from './task-definition.js';
import { taskTemplar } from './task-scope.js';

/** Runs the module of an item once. */
export async function attempt(written: Item, made: Made): Promise<ItemOutcome> {
  const { playRun, host } = written;
  const { run } = playRun;
  const templar = taskTemplar(playRun, written.task, host, written);
  const task = withModule(written.task, templar);
  const item = { ...written, task };
  const definition = taskDefinition(task, run);
  const limit = timeLimit(task, templar, run.settings.taskTimeout);
  return withDeadline(limit, run.signal, async (signal) => {
    const way = taskLine(item, templar, made, signal);
    const asynchronous = findAsync(task, definition, templar);
    const { conversation, target, given } = await begin(definition, { item, templar, way });
    const returned: ActionResult = asynchronous
      ? { result: await runAsJob(definition, conversation, { item, templar, way, target, asynchronous }) }
      : await drive(conversation, way.line);
    const outcome = outcomeOf(returned, made, way.diff);
    const told = run.settings.verbosity > 2 ? withInvocation(outcome, definition, given) : outcome;
    return withFailure(task, told, saysModule(definition) ? 'module' : 'action');
  });
}

function outcomeOf({ result: returned, effects, display }: ActionResult, made: Made, diff: boolean): ItemOutcome {
  const { result, diffs } = settleDiff(returned, made.diffs, diff);
  const outcome = finishedOutcome(result, { ...made, diffs }, effects ?? factEffects(result));
  return { ...outcome, display };
}

/** Actions call modules of their own, and say nothing of how; foreign modules say it themselves. */
function withInvocation(outcome: ItemOutcome, definition: Module | Action, given: Dict): ItemOutcome {
  if (definition.kind !== 'module' || outcome.result.has('invocation')) return outcome;
  return withResult(outcome, { invocation: invocationOf(definition, given) });
}

interface Beginning {
  readonly item: Item;
  readonly templar: Templar;
  readonly way: TaskLine;
}

/** Renders and checks the arguments, and begins the conversation with them. */
async function begin(
  definition: Module | Action,
  { item, templar, way }: Beginning,
): Promise<{ conversation: Conversation<ActionResult>; target: ReturnType<typeof nowhere>; given: Dict }> {
  const { task, host, playRun } = item;
  const given = renderArguments(task, definition, templar, moduleDefaults(task, definition, templar, playRun));
  const needsTarget = definition.kind === 'module' || !definition.withoutTarget;
  const target = needsTarget
    ? { ...(await targetOf(host.name, way)), homes: await otherHomes(given, way.line) }
    : nowhere(host.name, way.diff);
  const { args, others, secrets } = parseArguments({ ...definition, name: task.action }, given, target);
  for (const secret of secrets) playRun.run.mask.add(secret);
  if (definition.kind === 'module')
    return { conversation: asAction(definition.run(args, target), definition.display), target, given };
  const controller = taskController(item, templar, { target, others, check: way.line.check, there: way.there });
  return { conversation: definition.run(args, controller), target, given };
}

function* asAction(conversation: Conversation<Result>, display: Display | undefined): Conversation<ActionResult> {
  return { result: yield* conversation, display };
}

/** Any module may return `ansible_facts`. */
function factEffects(result: Result): ItemOutcome['effects'] {
  const facts = result['ansible_facts'];
  if (typeof facts !== 'object' || facts === null) return [];
  const values = finishedOutcome({ facts } as Result, { changes: [], diffs: [] }, []).result.get('facts');
  return isDict(values) ? [{ kind: 'gathered facts', facts: textKeys(values) }] : [];
}
