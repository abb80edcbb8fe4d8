import type { TripEvent } from '../events/trip.js';

/** From this verbosity on, scripts that were run on hosts are lines. */
export const tripVerbosity = 4;

/** A script that was run on a host, as `-vvvv` tells it; `undefined` for trips that are not lines. */
export function tripText(event: TripEvent): string | undefined {
  if (event.type !== 'trip end' || event.trip.kind !== 'script' || event.outcome.failed) return undefined;
  const { trip, outcome, duration } = event;
  const sizes = `${outcome.sent} bytes sent, ${outcome.received} bytes back`;
  const how = trip.along ? ' (with it)' : '';
  return `<${trip.host}> EXEC ${trip.what}${how}: status ${outcome.status ?? 0}, ${sizes}, ${Math.round(duration)} ms`;
}
