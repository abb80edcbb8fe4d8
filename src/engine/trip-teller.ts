import type { EventBus } from '../events/bus.js';
import type { Trip, TripOutcome } from '../events/trip.js';

/** Emits the events of trips. */
export class TripTeller {
  #lastId = 0;

  constructor(readonly events: EventBus) {}

  /** Tells when something begins and what it came to; its error, if it has one, goes on to the caller. */
  tell<Result>(
    about: Omit<Trip, 'id'>,
    make: () => Promise<Result>,
    outcomeOf: (result: Result) => TripOutcome,
  ): Promise<Result> {
    const end = this.start(about);
    return this.ending(end, make(), outcomeOf);
  }

  /** What is under way, with its end told. */
  async ending<Result>(
    end: (outcome: TripOutcome) => void,
    underWay: Promise<Result>,
    outcomeOf: (result: Result) => TripOutcome,
  ): Promise<Result> {
    try {
      const result = await underWay;
      end(outcomeOf(result));
      return result;
    } catch (thrown) {
      end({ sent: 0, received: 0, failed: true });
      throw thrown;
    }
  }

  /** Tells that a trip begins; the function that is returned tells its end. */
  start(about: Omit<Trip, 'id'>): (outcome: TripOutcome) => void {
    const trip: Trip = { id: ++this.#lastId, ...about };
    this.events.emit({ type: 'trip start', trip });
    const startedAt = performance.now();
    return (outcome) => {
      this.events.emit({ type: 'trip end', trip, outcome, duration: performance.now() - startedAt });
    };
  }
}
