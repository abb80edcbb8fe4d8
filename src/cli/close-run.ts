import type { Run } from '../engine/run.js';

/** Ends a run: its reports are written, and its connections are closed, also when a report cannot be. */
export async function closeRun({ events, connections }: Pick<Run, 'events' | 'connections'>): Promise<void> {
  try {
    events.close();
  } finally {
    await connections.close();
  }
}
