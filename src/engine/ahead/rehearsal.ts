import { shortName } from '../../playbook/action-name.js';
import type { Task } from '../../playbook/nodes.js';
import type { TaskReference } from '../../events/event.js';
import { mergedTrust } from '../../values/trust.js';
import type { Value } from '../../values/value.js';
import { applyEffects } from '../effects.js';
import type { Item } from '../item.js';
import { evaluateLoop, loopVariables, type Loop } from '../loop.js';
import { together, withItem } from '../loop-outcome.js';
import type { ItemOutcome } from '../outcome.js';
import { register } from '../register.js';
import type { RunHost } from '../run-host.js';
import type { PlayRun } from '../run.js';
import { isSelected } from '../tags.js';
import { tagsOf } from '../task-tags.js';
import { keywordFlag } from '../task-context.js';
import { taskTemplar } from '../task-scope.js';
import { tasksAhead } from './course.js';
import { rehearsedPlay } from './rehearsed-play.js';
import { Round } from './round.js';
import { understudyOf, type Understudy } from './understudy.js';

/** A task as it was rehearsed: its rounds so far, with the loop that they are of. */
interface Act {
  readonly loop: Loop | undefined;
  readonly rounds: (Round | undefined)[];
}

/** One going through the coming tasks: who plays the host, and on which stage. */
interface Stage {
  readonly understudy: Understudy;
  readonly playRun: PlayRun;
}

/** Goes through the tasks that a host has before it, as often as wanted; what is under way goes on where it stands. */
export class Rehearsal {
  readonly #acts = new Map<Task, Act>();

  constructor(
    readonly host: RunHost,
    readonly playRun: PlayRun,
  ) {}

  /** The rounds that come next, at most so many, up to the first that will change something. */
  roundsAhead(most: number): readonly Round[] {
    const understudy = understudyOf(this.host);
    const stage = { understudy, playRun: rehearsedPlay(this.playRun, understudy.host) };
    const rounds: Round[] = [];
    for (const { task, from } of this.#tasks()) {
      if (rounds.length >= most) break;
      const act = this.#acts.get(task) ?? beginAct(task, stage);
      if (!act) continue;
      this.#acts.set(task, act);
      rounds.push(...rehearse(task, act, { stage, from, most: most - rounds.length }));
      if (rounds.at(-1)?.standing.kind === 'unsettling') break;
    }
    return rounds;
  }

  forget(task: Task): void {
    this.#acts.delete(task);
  }

  /** What is left of the task that the host is at, then those that come. */
  *#tasks(): Generator<{ readonly task: Task; readonly from: number }> {
    const { at, course } = this.host;
    if (at) yield { task: at.task, from: at.round + 1 };
    for (const task of tasksAhead(course)) yield { task, from: 0 };
  }
}

const reference: TaskReference = {
  id: 0,
  name: '',
  title: '',
  node: 0,
  action: '',
  role: undefined,
  at: undefined,
  handler: false,
  check: false,
};

/** `undefined` for what does not run on the host, or is none of a module's. */
function beginAct(task: Task, stage: Stage): Act | undefined {
  const { playRun, understudy } = stage;
  try {
    if (!isRehearsed(task, stage)) return undefined;
    const loop = task.loop && evaluateLoop(task, taskTemplar(playRun, task, understudy.host));
    return { loop, rounds: [] };
  } catch {
    // Its turn will tell what is wrong with it, or what it needs will be known then.
    hideResults(task, understudy);
    return undefined;
  }
}

const engineActions: ReadonlySet<string> = new Set(['meta', 'include_tasks', 'include', 'include_role', 'add_host']);

function isRehearsed(task: Task, { playRun, understudy: { host } }: Stage): boolean {
  if (engineActions.has(shortName(task.action))) return false;
  const templar = taskTemplar(playRun, task, host);
  const tags = tagsOf(task, (value) => templar.render(value));
  if (!task.isHandler && !isSelected(tags, playRun.run.settings.tags)) return false;
  if (!keywordFlag(task, 'run_once', templar)) return true;
  return playRun.batch.find((other) => other.isLive)?.name === host.name;
}

interface Rehearsing {
  readonly stage: Stage;
  /** The first round that is still to come. */
  readonly from: number;
  readonly most: number;
}

/** Goes through a task's rounds as far as possible; what they come to is there for the tasks behind it. */
function rehearse(task: Task, act: Act, { stage, from, most }: Rehearsing): Round[] {
  const count = act.loop ? act.loop.items.length : 1;
  const end = Math.min(count, from + most);
  const rounds: Round[] = [];
  for (let index = from; index < end; index++) {
    let round = act.rounds[index];
    if (round && !round.isToBeginAnew) round.goOn();
    else act.rounds[index] = round = new Round(itemOf(task, act.loop, index, stage));
    rounds.push(round);
    takeEffect(round, stage);
    if (round.standing.kind === 'unsettling') break;
  }
  const outcomes = act.rounds.flatMap((round) => (round?.standing.kind === 'ended' ? [round.standing.outcome] : []));
  const isWhole = from === 0 && count > 0 && outcomes.length === count && !task.keywords.has('until');
  if (isWhole) keepResult(task, act, outcomes, stage);
  else hideResults(task, stage.understudy);
  return rounds;
}

function itemOf(task: Task, loop: Loop | undefined, index: number, { playRun, understudy: { host } }: Stage): Item {
  const context = { playRun, task, host, reference, sharedBy: [host] };
  const variables = loop ? mergedTrust(loopVariables(loop, index)) : new Map<string, Value>();
  return { ...context, variables, remembered: new Map() };
}

/** Variables and facts that a round sets are the understudy's alone. */
function takeEffect({ standing, item }: Round, { understudy, playRun }: Stage): void {
  if (standing.kind !== 'ended') return;
  const { effects } = standing.outcome;
  const own = effects.filter(({ kind }) => kind === 'facts' || kind === 'gathered facts' || kind === 'host variables');
  if (own.length === 0 || item.task.keywords.has('delegate_facts')) return;
  applyEffects({ ...item, playRun, host: understudy.host, sharedBy: [understudy.host] }, own);
  for (const effect of own) {
    if (effect.kind === 'facts') for (const name of effect.facts.keys()) understudy.show(name);
    if (effect.kind === 'gathered facts' && givesFacts(item.task)) understudy.showFacts();
  }
}

function keepResult(task: Task, { loop, rounds }: Act, outcomes: readonly ItemOutcome[], stage: Stage): void {
  const { playRun, understudy } = stage;
  const [first] = outcomes;
  const name = registeredName(task);
  if (!first || name === undefined) return;
  const named = loop
    ? outcomes.map((outcome, index) => withItem(outcome, loop, rounds[index]?.item.variables ?? new Map()))
    : [];
  register(task, (loop ? together(named) : first).result, playRun, [understudy.host]);
  understudy.show(name);
}

/** What a task will leave behind is not known before it has run. */
function hideResults(task: Task, understudy: Understudy): void {
  const name = registeredName(task);
  if (name !== undefined) understudy.hide(name);
  if (shortName(task.action) === 'set_fact') for (const key of task.args.keys()) understudy.hide(String(key));
  if (givesFacts(task)) understudy.hideFacts();
}

function registeredName(task: Task): string | undefined {
  const name = task.keywords.get('register')?.value;
  return typeof name === 'string' ? name : undefined;
}

function givesFacts({ action }: Task): boolean {
  return ['setup', 'gather_facts'].includes(shortName(action));
}
