import { deferred } from '../base/deferred.js';
import { askTogether, type Question, type Trip } from '../questions/question.js';
import type { Follower, Outcome } from '../transport/connection.js';
import type { Ahead } from './ahead/ahead.js';
import type { Line } from './drive.js';
import { expectAnswers } from './expect-answers.js';
import type { Answers } from './machine.js';
import { noteSlow } from './slow-questions.js';

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
  if (open.length > 0) for (const [key, value] of await fetchAnswers(open, line, line.ahead)) known.set(key, value);
  return questions.map((question) => known.get(question.key));
}

/**
 * Asks over the wire, those of a kind in one script; all scripts cost one round trip, and the answers are kept. Rejects
 * when they do not arrive or cannot be read.
 * @param ahead what coming tasks want to know: found out while that is under way, and sent behind it
 */
export async function fetchAnswers(
  questions: readonly Question<unknown>[],
  line: Line,
  ahead?: Ahead,
): Promise<ReadonlyMap<string, unknown>> {
  const session = await line.session();
  const { answers, signal } = line;
  const { timeout, environment } = line.runOptions;
  const trips = askTogether(questions);
  const { epoch } = answers.machine;
  const [first, ...others] = trips.map(({ script }) => script);
  if (!first) return new Map();
  // What is sent behind all of these begins when the last of them has ended.
  const ended = deferred<unknown>();
  const together = session.runTogether(first, others, { timeout, environment, signal }, () =>
    ahead ? followersOf(ahead.along(answers), answers, ended.promise) : [],
  );
  const arriving = [together.first, ...together.others];
  noteSlow(trips, arriving, answers);
  const arrived = Promise.all(arriving);
  ended.settle(arrived);
  return readAll(trips, await arrived, (given) => answers.keep(given, epoch));
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

/** Reads and keeps every answer that can be read, before what is wrong with another one is thrown. */
function readAll(
  trips: readonly Trip[],
  outcomes: readonly Outcome[],
  keep: (given: ReadonlyMap<string, unknown>) => void,
): ReadonlyMap<string, unknown> {
  const given = new Map<string, unknown>();
  const problems: unknown[] = [];
  for (const [index, trip] of trips.entries()) {
    const outcome = outcomes[index];
    try {
      if (outcome) for (const [key, value] of trip.read(outcome)) given.set(key, value);
    } catch (thrown) {
      problems.push(thrown);
    }
  }
  keep(given);
  if (problems.length > 0) throw problems[0];
  return given;
}
