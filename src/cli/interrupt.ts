import { exitCodes } from '../engine/exit-codes.js';
import type { CliEnvironment } from './environment.js';

/** Runs work that Ctrl-C and SIGTERM may end: the first asks it to stop, the second ends the process. */
export async function interruptible(
  environment: CliEnvironment,
  work: (signal: AbortSignal) => Promise<number>,
): Promise<number> {
  const abort = new AbortController();
  const forget = environment.onInterrupt(() => {
    environment.note('interrupted: stopping (once more to end at once)');
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
