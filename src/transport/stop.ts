import { ProvisionError } from '../base/errors.js';
import type { RunOptions } from './connection.js';

interface Stop {
  /** Why the script must end; pending for ever when it need not. */
  readonly reason: Promise<Error>;
  readonly forget: () => void;
}

/** Tells when a script has had its time, or is not wanted any more. */
export function watchForStop({ timeout, signal }: RunOptions): Stop {
  let forget = (): void => undefined;
  const reason = new Promise<Error>((resolve) => {
    const end = (): void => resolve(reasonOf(signal));
    const timer = timeout === undefined ? undefined : setTimeout(() => resolve(tookTooLong(timeout)), timeout * 1000);
    signal?.addEventListener('abort', end, { once: true });
    forget = () => {
      clearTimeout(timer);
      signal?.removeEventListener('abort', end);
    };
  });
  return { reason, forget };
}

function tookTooLong(seconds: number): ProvisionError {
  return new ProvisionError('E0608', `the script did not end within ${seconds} s and was stopped`);
}

function reasonOf(signal: AbortSignal | undefined): Error {
  const reason: unknown = signal?.reason;
  return reason instanceof Error ? reason : new Error(String(reason));
}
