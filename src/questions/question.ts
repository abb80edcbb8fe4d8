import { createHash } from 'node:crypto';
import { ProvisionError } from '../base/errors.js';
import { groupBy } from '../base/group-by.js';
import { Attachment, type Script } from '../shell/script.js';
import type { Outcome } from '../transport/connection.js';

/**
 * A kind of question: how to ask for many subjects in one script, and how to read the answers. A question changes
 * nothing on the target, so it can be asked ahead of time, merged with others of its kind, and asked again.
 */
export interface QuestionKind<Subject, Answer> {
  readonly kind: string;
  /** The answer may be another one each time, although the run changed nothing: it is never remembered. */
  readonly isVolatile?: boolean;
  /** One script for all subjects. It may exit with any status: `read` decides what that means. */
  script(subjects: readonly Subject[]): Script;
  /** One answer a subject, in the same order. Throws ProvisionError E0802 when the output cannot be understood. */
  read(outcome: Outcome, subjects: readonly Subject[]): readonly Answer[];
}

/** A question about one subject. Questions with equal keys have equal answers until something changes. */
export interface Question<Answer> {
  readonly key: string;
  /** The kind with its types erased; {@link askTogether} is the only caller. */
  readonly kind: QuestionKind<unknown, Answer>;
  readonly subject: unknown;
}

/** Makes the function that asks a kind of question about a subject. */
export function defineQuestion<Subject, Answer>(
  kind: QuestionKind<Subject, Answer>,
): (subject: Subject) => Question<Answer> {
  // The subject always comes back to the kind it was made for, so its type may be forgotten in between.
  const erased = kind as unknown as QuestionKind<unknown, Answer>;
  return (subject) => ({ key: `${kind.kind} ${JSON.stringify(subject)}`, kind: erased, subject });
}

/**
 * A question of its own kind, asked by a script: for what only one module wants to know. It must change nothing.
 * With `isVolatile` the answer is never remembered.
 */
export function probe<Answer>(
  script: Script,
  read: (outcome: Outcome) => Answer,
  { isVolatile = false }: { readonly isVolatile?: boolean } = {},
): Question<Answer> {
  return {
    key: `probe ${identityOf(script)}`,
    kind: {
      kind: 'probe',
      isVolatile,
      script: () => script,
      read: (outcome, subjects) => subjects.map(() => read(outcome)),
    },
    subject: script.toString(),
  };
}

/** The script as text, with what its attachments hold: two of one size are not one. */
function identityOf({ parts }: Script): string {
  const named = parts.map((part) => {
    if (typeof part === 'string') return part;
    if (!(part instanceof Attachment)) throw new ProvisionError('E0901', 'a question has no input of its own');
    const { content } = part;
    return content instanceof Uint8Array
      ? createHash('sha256').update(content).digest('hex')
      : `${content.path} ${content.size}`;
  });
  return named.join('\0');
}

/** One script for questions of one kind, and the way to read each one's answer. */
export interface Trip {
  readonly script: Script;
  /** The questions' keys. */
  readonly keys: readonly string[];
  read(outcome: Outcome): ReadonlyMap<string, unknown>;
}

/** Groups questions by kind: one trip a kind, each question once. Probes are a trip each. */
export function askTogether(questions: Iterable<Question<unknown>>): Trip[] {
  const distinct = new Map<string, Question<unknown>>();
  for (const question of questions) distinct.set(question.key, question);
  return groupBy(distinct.values(), ({ kind }) => kind).map(({ key, members }) => tripOf(key, members));
}

function tripOf(kind: QuestionKind<unknown, unknown>, questions: readonly Question<unknown>[]): Trip {
  const subjects = questions.map((question) => question.subject);
  return {
    script: kind.script(subjects),
    keys: questions.map(({ key }) => key),
    read(outcome) {
      const answers = kind.read(outcome, subjects);
      return new Map(questions.map((question, index) => [question.key, answers[index]]));
    },
  };
}
