import { setMaxListeners } from 'node:events';
import { exitCodes } from '../engine/exit-codes.js';
import type { CliEnvironment, InterruptReason } from './environment.js';

const notes: Readonly<Record<InterruptReason, string>> = {
  signal: 'interrupted: ending what runs on the hosts (once more to leave at once)',
  'output closed': 'nobody reads the output any more: stopping',
};

/** Runs work that Ctrl-C and SIGTERM may end: the first asks it to stop, the second ends the process. */
export async function interruptible(
  environment: CliEnvironment,
  work: (signal: AbortSignal) => Promise<number>,
): Promise<number> {
  const abort = new AbortController();
  // Every script and pause that runs listens to it: there is no number of listeners that would be a mistake.
  setMaxListeners(0, abort.signal);
  const forget = environment.onInterrupt((reason) => {
    environment.note(notes[reason]);
    abort.abort();
  });
  try {
    return await work(abort.signal);
  } catch (thrown) {
    if (abort.signal.aborted) return exitCodes.interrupted;
    throw thrown;
  } finally {
    forget();
  }
}
