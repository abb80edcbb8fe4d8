import { deferred } from '../base/deferred.js';
import { askTogether, type Question, type Trip } from '../questions/question.js';
import type { Follower, Outcome, Together } from '../transport/connection.js';
import type { Line } from './drive.js';
import { expectAnswers } from './expect-answers.js';
import type { Answers } from './machine.js';

/** Asks what is not known yet, in one trip, and returns the answers in the questions' order. */
export async function askAnswers(questions: readonly Question<unknown>[], line: Line): Promise<unknown[]> {
  const { answers } = line;
  await answers.arrived(questions.map(({ key }) => key));
  const known = new Map<string, unknown>();
  const open: Question<unknown>[] = [];
  for (const question of questions) {
    const found = question.kind.isVolatile ? undefined : answers.find(question.key);
    if (found) known.set(question.key, found.value);
    else open.push(question);
  }
  if (open.length > 0) for (const [key, value] of await askOpen(open, line)) known.set(key, value);
  return questions.map((question) => known.get(question.key));
}

/** Asks questions by themselves; the answers are kept. */
export async function fetchAnswers(
  questions: readonly Question<unknown>[],
  line: Line,
): Promise<ReadonlyMap<string, unknown>> {
  const { given, problem } = await send(questions, line);
  if (problem) throw problem.thrown;
  return given;
}

/** Asks over the wire. What coming tasks want to know is found out while that is under way, and sent behind it. */
async function askOpen(open: readonly Question<unknown>[], line: Line): Promise<ReadonlyMap<string, unknown>> {
  const { ahead, answers } = line;
  if (!ahead) return fetchAnswers(open, line);
  const { given, problem } = await send(open, line, () => ahead.along(answers));
  if (problem) throw problem.thrown;
  return given;
}

interface Given {
  readonly given: ReadonlyMap<string, unknown>;
  /** What was wrong with an answer. */
  readonly problem: { readonly thrown: unknown } | undefined;
}

/** Sends questions, those of a kind in one script; all scripts cost one round trip. Rejects when they do not arrive. */
async function send(
  questions: readonly Question<unknown>[],
  line: Line,
  along: () => readonly Question<unknown>[] = () => [],
): Promise<Given> {
  const session = await line.session();
  const { answers, signal } = line;
  const { timeout, environment } = line.runOptions;
  const trips = askTogether(questions);
  const { epoch } = answers.machine;
  const [first, ...others] = trips.map(({ script }) => script);
  if (!first) return { given: new Map(), problem: undefined };
  // What is sent behind all of these is expected from when the last of them has ended.
  const ended = deferred<unknown>();
  const together = session.runTogether(first, others, { timeout, environment, signal }, () =>
    followersOf(along(), answers, ended.promise),
  );
  const arriving = timed(trips, together, answers);
  ended.settle(arriving);
  const read = readAll(trips, await arriving);
  answers.keep(read.given, epoch);
  return read;
}

/** The scripts that ask questions which are not due yet; their answers are expected from now on. */
function followersOf(
  questions: readonly Question<unknown>[],
  answers: Answers,
  begun: Promise<unknown>,
): readonly Follower[] {
  const trips = askTogether(questions);
  const outcomes = trips.map(() => deferred<Outcome>());
  const arriving = outcomes.map(({ promise }) => promise);
  expectAnswers(trips, arriving, answers, begun);
  return trips.flatMap(({ script }, index) => {
    const outcome = outcomes[index];
    return outcome ? [{ script, settle: outcome.settle }] : [];
  });
}

function readAll(trips: readonly Trip[], outcomes: readonly Outcome[]): Given {
  const given = new Map<string, unknown>();
  let problem: Given['problem'];
  for (const [index, trip] of trips.entries()) {
    const outcome = outcomes[index];
    try {
      if (outcome) for (const [key, value] of trip.read(outcome)) given.set(key, value);
    } catch (thrown) {
      problem ??= { thrown };
    }
  }
  return { given, problem };
}

/** Milliseconds from which on a question is not asked before it must be. */
const slowness = 1000;

/** Waits for all scripts, and notes which questions took long. */
function timed(trips: readonly Trip[], { first, others }: Together, answers: Answers): Promise<Outcome[]> {
  let since = performance.now();
  return Promise.all(
    [first, ...others].map(async (running, index) => {
      const outcome = await running;
      const now = performance.now();
      if (now - since > slowness) for (const key of trips[index]?.keys ?? []) answers.slow.add(key);
      since = now;
      return outcome;
    }),
  );
}
