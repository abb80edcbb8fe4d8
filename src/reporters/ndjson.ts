import type { Reporter } from '../events/bus.js';

/** One JSON object a line for each event, with its time (milliseconds since 1970): the stream itself, for programs. */
export function ndjsonReporter(write: (text: string) => void, now: () => number = Date.now): Reporter {
  return { report: (event) => write(`${JSON.stringify({ time: now(), ...event })}\n`) };
}
