import type { Trip } from '../questions/question.js';
import type { Outcome } from '../transport/connection.js';
import type { Answers } from './machine.js';
import { noteSlow } from './slow-questions.js';

/**
 * Takes in what was sent behind something else, in the order in which it was sent. An answer that does not come or
 * cannot be read is asked for again when it is needed.
 * @param outcomes of the trips, by index
 * @param begun when the first of them begins to run
 */
export function expectAnswers(
  trips: readonly Trip[],
  outcomes: readonly Promise<Outcome>[],
  answers: Answers,
  begun: Promise<unknown>,
): void {
  const { epoch } = answers.machine;
  noteSlow(trips, outcomes, answers, begun);
  trips.forEach((trip, index) => {
    const arrived = async (): Promise<void> => {
      const outcome = await outcomes[index];
      if (outcome) answers.keep(trip.read(outcome), epoch);
    };
    answers.expect(
      trip.keys,
      arrived().catch(() => undefined),
    );
  });
}
