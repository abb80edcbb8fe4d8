import { unheeded } from '../base/unheeded.js';
import type { Trip } from '../questions/question.js';
import type { Outcome } from '../transport/connection.js';
import type { Answers } from './machine.js';

/** Milliseconds from which on a question is not asked before it must be. */
const slowness = 1000;

/**
 * Notes which questions took long. A session runs one script after the other: each begins when the one before it ends.
 * @param outcomes of the trips, by index; behind one that fails nothing is known of the others
 * @param begun when the first of them begins to run
 */
export function noteSlow(
  trips: readonly Trip[],
  outcomes: readonly Promise<Outcome>[],
  { slow }: Answers,
  begun: Promise<unknown> = Promise.resolve(),
): void {
  let before = begun.then(() => performance.now());
  trips.forEach(({ keys }, index) => {
    before = Promise.all([before, outcomes[index]]).then(([since]) => {
      const now = performance.now();
      if (now - since > slowness) for (const key of keys) slow.add(key);
      return now;
    });
  });
  unheeded(before);
}
