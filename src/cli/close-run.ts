import type { Run } from '../engine/run.js';

type Closing = Pick<Run, 'events' | 'connections' | 'endPlugins'>;

/** Ends a run: its reports are written, and what it keeps open is closed, also when a report cannot be. */
export async function closeRun({ events, connections, endPlugins }: Closing): Promise<void> {
  try {
    events.close();
  } finally {
    endPlugins();
    await connections.close();
  }
}
