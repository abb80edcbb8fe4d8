import type { Change, Conversation, Step } from '../../src/module-kit/index.js';
import type { Question } from '../../src/questions/question.js';
import type { Outcome } from '../../src/transport/connection.js';

/** What a module said and returned when its questions were answered from a table. */
export interface Talk<Result> {
  readonly result: Result;
  readonly changes: readonly Change[];
  /** `what: script` a change. */
  readonly said: readonly string[];
}

export interface Answering {
  /** Answers a question by its key (`stat "/etc/hosts"`); a missing one fails the test. */
  readonly answers?: Readonly<Record<string, unknown>>;
  /** What the target prints for a question whose script holds the text, where `answers` has none. */
  readonly prints?: Readonly<Record<string, string | Partial<Outcome>>>;
  /** The outcome of each change, by what it is for; success without output by default. */
  readonly outcomes?: Readonly<Record<string, Partial<Outcome> & { text?: string }>>;
  readonly check?: boolean;
  /** Answers any other step. */
  readonly other?: (step: Step) => unknown;
}

/** Holds a module's conversation without a host. */
export function talk<Result>(conversation: Conversation<Result>, answering: Answering = {}): Talk<Result> {
  const changes: Change[] = [];
  let next = conversation.next(undefined);
  while (!next.done) {
    let answer: unknown;
    try {
      answer = reply(next.value, answering, changes);
    } catch (thrown) {
      // As the engine does: a module may handle what goes wrong.
      next = conversation.throw(thrown);
      continue;
    }
    next = conversation.next(answer);
  }
  return { result: next.value, changes, said: changes.map((change) => `${change.what}: ${change.run.toString()}`) };
}

function reply(step: Step, answering: Answering, changes: Change[]): unknown {
  if (step.kind === 'ask') return step.questions.map((question) => answerTo(question, answering));
  if (step.kind === 'wait' || step.kind === 'leave') return undefined;
  if (step.kind === 'change') {
    changes.push(step.change);
    return answering.check ? undefined : outcomeOf(answering.outcomes?.[step.change.what]);
  }
  if (!answering.other) throw new Error(`the test does not answer a step of kind ${step.kind}`);
  return answering.other(step);
}

function answerTo(question: Question<unknown>, { answers = {}, prints = {} }: Answering): unknown {
  if (question.key in answers) return answers[question.key];
  const script = question.kind.script([question.subject]).toString();
  const [, printed] = Object.entries(prints).find(([part]) => script.includes(part)) ?? [];
  if (printed === undefined) throw new Error(`the test does not answer ${question.key}`);
  const given = typeof printed === 'string' ? { stdout: Buffer.from(printed) } : printed;
  const outcome = { status: 0, stdout: Buffer.alloc(0), stderr: Buffer.alloc(0), ...given };
  return question.kind.read(outcome, [question.subject])[0];
}

function outcomeOf(given: (Partial<Outcome> & { text?: string }) | undefined): Outcome {
  const stdout = given?.stdout ?? Buffer.from(given?.text ?? '');
  return { status: given?.status ?? 0, stdout, stderr: given?.stderr ?? Buffer.alloc(0) };
}
