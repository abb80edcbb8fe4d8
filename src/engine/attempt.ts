import type { Display } from '../events/event.js';
import type { Action, ActionResult, Module, Result, Target } from '../module-kit/module.js';
import type { Conversation } from '../module-kit/steps.js';
import { parseArguments } from '../module-kit/parse-arguments.js';
import type { Templar } from '../template/templar.js';
import type { SessionInfo } from '../transport/connection.js';
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
    const beginning = { item, templar, way, definition };
    const given = argumentsOf(beginning);
    const about = needsTarget(definition) ? (await way.line.session()).about : undefined;
    const target = await drive(targetFor(beginning, given, about), way.line);
    const conversation = converse(beginning, given, target);
    const returned: ActionResult = asynchronous
      ? { result: await runAsJob(definition, conversation, { item, templar, way, target, asynchronous }) }
      : await drive(conversation, way.line);
    return attempted(beginning, { returned, made, given });
  });
}

/** What an attempt came to. */
export function attempted(beginning: Beginning, { returned, made, given }: Attempted): ItemOutcome {
  const { item, way, definition } = beginning;
  const outcome = markUnknown(outcomeOf(returned, made, way.diff), beginning);
  const told = tellsInvocation(item) ? withInvocation(outcome, definition, given) : outcome;
  return withFailure(item.task, told, saysModule(definition) ? 'module' : 'action');
}

interface Attempted {
  readonly returned: ActionResult;
  readonly made: Made;
  readonly given: Dict;
}

function outcomeOf({ result: returned, effects, display }: ActionResult, made: Made, diff: boolean): ItemOutcome {
  const { result, diffs } = settleDiff(returned, made.diffs, diff);
  const outcome = finishedOutcome(result, { ...made, diffs }, effects ?? factEffects(result));
  return { ...outcome, display };
}

/** In a plan: what check mode leaves out, only the run can tell. */
function markUnknown(outcome: ItemOutcome, { item, way }: Beginning): ItemOutcome {
  const isLeftOut = item.playRun.run.settings.plan && way.line.check && outcome.result.get('skipped') === true;
  return isLeftOut ? { ...outcome, unknown: 'a plan does not run it' } : outcome;
}

/** Ansible takes it out of a result below -vvv, but not out of those of a loop's items: content looks for paths there. */
function tellsInvocation({ task, playRun }: Item): boolean {
  return playRun.run.settings.verbosity > 2 || (task.loop !== undefined && task.keywords.has('register'));
}

/** What works on the controller alone says nothing of how it was called; foreign modules say it themselves. */
function withInvocation(outcome: ItemOutcome, definition: Module | Action, given: Dict): ItemOutcome {
  if (!saysModule(definition) || outcome.result.has('invocation')) return outcome;
  return withResult(outcome, { invocation: invocationOf(definition, given) });
}

/** What a conversation begins with. */
export interface Beginning {
  readonly item: Item;
  readonly templar: Templar;
  readonly way: TaskLine;
  readonly definition: Module | Action;
}

export function needsTarget(definition: Module | Action): boolean {
  return definition.kind === 'module' || definition.withoutTarget !== true;
}

/** The arguments, rendered. */
export function argumentsOf({ item: { task, playRun }, templar, definition }: Beginning): Dict {
  return renderArguments(task, definition, templar, moduleDefaults(task, definition, templar, playRun));
}

/** What the module may know of its target. `about` is whose shell is there; `undefined` for what needs none. */
export function* targetFor(
  { item, way }: Beginning,
  given: Dict,
  about: SessionInfo | undefined,
): Conversation<Target> {
  const { name } = item.host;
  return about ? { ...targetOf(name, about, way.diff), homes: yield* otherHomes(given) } : nowhere(name, way.diff);
}

/** Checks the arguments and begins the conversation with them. */
export function converse(
  { item, templar, way, definition }: Beginning,
  given: Dict,
  target: Target,
): Conversation<ActionResult> {
  const { args, others, secrets } = parseArguments({ ...definition, name: item.task.action }, given, target);
  for (const secret of secrets) item.playRun.run.mask.add(secret);
  if (definition.kind === 'module') return asAction(definition.run(args, target), definition.display);
  return definition.run(args, taskController(item, templar, { target, others, way }));
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
