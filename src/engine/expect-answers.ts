import type { Trip } from '../questions/question.js';
import type { Outcome } from '../transport/connection.js';
import type { Answers } from './machine.js';

/** Milliseconds from which on a question is not asked before it must be. */
const slowness = 1000;

/**
 * Takes in what was sent behind something else, in the order in which it was sent. An answer that does not come or
 * cannot be read is asked for again when it is needed.
 * @param outcomes of the trips, by index
 * @param begun when the first of them begins to run; what ends later than a second after the one before it was slow
 */
export function expectAnswers(
  trips: readonly Trip[],
  outcomes: readonly Promise<Outcome>[],
  answers: Answers,
  begun: Promise<unknown>,
): void {
  const { epoch } = answers.machine;
  let before = begun.then(() => performance.now());
  trips.forEach((trip, index) => {
    const arrived = async (): Promise<void> => {
      const outcome = await outcomes[index];
      if (outcome) answers.keep(trip.read(outcome), epoch);
    };
    const arrival = arrived().catch(() => undefined);
    before = Promise.all([before, arrival]).then(([since]) => {
      const now = performance.now();
      if (now - since > slowness) for (const key of trip.keys) answers.slow.add(key);
      return now;
    });
    before.catch(() => undefined);
    answers.expect(trip.keys, arrival);
  });
}
