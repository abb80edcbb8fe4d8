import type { Reporter } from '../events/bus.js';

/** One JSON object a line for each event: the stream itself, for programs. */
export function ndjsonReporter(write: (text: string) => void): Reporter {
  return { report: (event) => write(`${JSON.stringify(event)}\n`) };
}
