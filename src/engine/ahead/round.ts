import type { ActionResult } from '../../module-kit/module.js';
import type { Conversation, Step } from '../../module-kit/steps.js';
import type { Question } from '../../questions/question.js';
import type { Dict } from '../../values/value.js';
import { argumentsOf, attempted, converse, needsTarget, targetFor, type Beginning } from '../attempt.js';
import type { Line } from '../drive.js';
import type { Item, Made } from '../item.js';
import { findAsync } from '../jobs/asynchronous.js';
import { judge } from '../judge.js';
import type { Answers } from '../machine.js';
import { mayChange } from '../may-change.js';
import { skippedOutcome, type ItemOutcome } from '../outcome.js';
import { findFalseCondition } from '../task-context.js';
import { taskDefinition, withModule } from '../task-definition.js';
import { taskLine } from '../task-line.js';
import { taskTemplar } from '../task-scope.js';
import { NotKnownYet } from './not-known-yet.js';

/** How far a rehearsed round has come: to its end, to questions that are open, or to where only the run itself can go on. */
type Standing =
  | { readonly kind: 'open'; readonly questions: readonly Question<unknown>[] }
  | { readonly kind: 'ended'; readonly outcome: ItemOutcome }
  /** What it does next makes untrue what is known of machines: nothing behind it is worth asking now. */
  | { readonly kind: 'unsettling' }
  /** `mayBeKnown`: it lacked what another time may be there. */
  | { readonly kind: 'unknown'; readonly mayBeKnown?: boolean };

/**
 * A task's round (the whole task, or one item of its loop) gone through before its turn: its module's conversation is
 * held with what is known already. It is read only: at the first change, and at whatever else has an effect, it is left.
 */
export class Round {
  /** What it asked so far, answered or not. */
  readonly asked: Question<unknown>[] = [];
  #standing: Standing;
  #line: Line | undefined;
  #conversation: Conversation<ActionResult> | undefined;
  readonly #made: Made = { changes: [], diffs: [] };
  #beginning: Beginning | undefined;
  #given: Dict = new Map();
  #hasBegun = false;

  constructor(readonly item: Item) {
    this.#standing = orUnknown(() => this.#begin());
    this.#letGo();
  }

  get standing(): Standing {
    return this.#standing;
  }

  /** The line that it would work over; `undefined` when it needs none, or nobody knows which. */
  get line(): Line | undefined {
    return this.#line;
  }

  get answers(): Answers | undefined {
    return this.#line?.answers;
  }

  /** Whether it may come further when it is begun anew: what it lacked may be known by then. */
  get isToBeginAnew(): boolean {
    return this.#standing.kind === 'unknown' && (!this.#hasBegun || this.#standing.mayBeKnown === true);
  }

  /** Goes on with answers that have come since. */
  goOn(): void {
    const conversation = this.#conversation;
    if (this.#standing.kind === 'open' && conversation) this.#standing = orUnknown(() => this.#hold(conversation));
    this.#letGo();
  }

  /** What was rendered for a round that is over is not kept: there may be many rounds, and many hosts. */
  #letGo(): void {
    if (this.#standing.kind === 'open') return;
    this.#conversation = undefined;
    this.#beginning = undefined;
    this.#given = new Map();
  }

  #begin(): Standing {
    const { playRun, task: written, host } = this.item;
    const templar = taskTemplar(playRun, written, host, this.item);
    const condition = findFalseCondition(written, templar);
    if (condition !== undefined)
      return { kind: 'ended', outcome: skippedOutcome('Conditional result was False', condition) };
    const task = withModule(written, templar);
    const item = { ...this.item, task };
    const definition = taskDefinition(task, playRun.run);
    if (definition.isOpaque || findAsync(task, definition, templar)) {
      this.#hasBegun = true;
      return { kind: 'unsettling' };
    }
    const way = taskLine(item, templar, this.#made, playRun.run.signal);
    this.#line = way.line;
    const beginning = { item, templar, way, definition };
    this.#beginning = beginning;
    this.#given = argumentsOf(beginning);
    const { about } = way.line.answers;
    if (needsTarget(definition) && !about) throw new NotKnownYet('whose shell it is');
    this.#conversation = wholeConversation(beginning, this.#given, needsTarget(definition) ? about : undefined);
    this.#hasBegun = true;
    return this.#take(this.#conversation.next());
  }

  #hold(conversation: Conversation<ActionResult>): Standing {
    const open = this.#standing.kind === 'open' ? this.#standing.questions : [];
    const answers = this.#answersTo(open);
    return answers ? this.#take(conversation.next(answers)) : this.#standing;
  }

  #take(result: IteratorResult<Step, ActionResult>): Standing {
    for (let next = result; ;) {
      if (next.done) return this.#end(next.value);
      const reply = this.#replyTo(next.value);
      if (!('value' in reply)) return reply;
      if (!this.#conversation) return { kind: 'unknown' };
      next = this.#conversation.next(reply.value);
    }
  }

  #replyTo(step: Step): Standing | { readonly value: unknown } {
    const line = this.#line;
    if (step.kind === 'ask' && !step.questions.some(({ kind }) => kind.isVolatile)) {
      this.asked.push(...step.questions);
      const value = this.#answersTo(step.questions);
      return value ? { value } : { kind: 'open', questions: step.questions };
    }
    if (step.kind === 'clock') return { value: Date.now() };
    if (step.kind !== 'change') return { kind: isUnsettling(step) ? 'unsettling' : 'unknown' };
    if (!line?.check || step.change.inCheckMode) return { kind: 'unsettling' };
    if (step.change.counts !== false) line.onChange(step.change);
    return { value: undefined };
  }

  /** The answers in the order of the questions; `undefined` when one is missing. */
  #answersTo(questions: readonly Question<unknown>[]): unknown[] | undefined {
    const found = questions.map(({ key }) => this.answers?.find(key));
    return found.includes(undefined) ? undefined : found.map((box) => box?.value);
  }

  #end(returned: ActionResult): Standing {
    const beginning = this.#beginning;
    if (!beginning) return { kind: 'unknown' };
    const outcome = attempted(beginning, { returned, made: this.#made, given: this.#given });
    return { kind: 'ended', outcome: judge(this.item, outcome) };
  }
}

/** Whether machines may be other ones after a step. */
function isUnsettling(step: Step): boolean {
  if (step.kind === 'exchange') return mayChange(step.exchange);
  return ['reach', 'wait', 'leave', 'reconnect'].includes(step.kind);
}

/** Whatever goes wrong in a rehearsal shows again when the round's turn comes, and is told then. */
function orUnknown(rehearse: () => Standing): Standing {
  try {
    return rehearse();
  } catch (thrown) {
    return { kind: 'unknown', mayBeKnown: thrown instanceof NotKnownYet };
  }
}

function* wholeConversation(
  beginning: Beginning,
  given: Dict,
  about: Parameters<typeof targetFor>[2],
): Conversation<ActionResult> {
  return yield* converse(beginning, given, yield* targetFor(beginning, given, about));
}
