import { setImmediate as immediate } from 'node:timers/promises';

let last: Promise<void> = Promise.resolve();

/**
 * Waits for a turn of the event loop that nobody else who waits here has. What takes some milliseconds for every host
 * begins with this: between two hosts, what has arrived is looked at and what was written goes out.
 */
export function ownTurn(): Promise<void> {
  last = last.then(() => immediate());
  return last;
}
