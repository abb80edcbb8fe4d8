import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';
import type { RunEvent } from '../../events/event.js';
import { eventsFile } from './run-record.js';

/** An event, and when it was: milliseconds since 1970. */
export type TimedEvent = RunEvent & { readonly time: number };

/** The events of a recorded run, in order. A line that a killed run left unfinished is left out. */
export async function* readEvents(directory: string): AsyncGenerator<TimedEvent> {
  const lines = createInterface({ input: createReadStream(eventsFile(directory)), crlfDelay: Infinity });
  for await (const line of lines) {
    const event = parse(line);
    if (event) yield event;
  }
}

function parse(line: string): TimedEvent | undefined {
  try {
    // We wrote it.
    return JSON.parse(line) as TimedEvent;
  } catch {
    // The last line of a run that was killed while it wrote.
    return undefined;
  }
}
