import type { CliEnvironment } from './environment.js';

/**
 * Asks the person at the terminal; `undefined` without one. What a pause of some seconds says is only told: nobody has to
 * answer, and who asks waits by itself.
 */
export async function promptFor(
  environment: Pick<CliEnvironment, 'isInteractive' | 'note' | 'ask' | 'askSecret'>,
  text: string,
  { echo, seconds }: { readonly echo: boolean; readonly seconds?: number | undefined },
): Promise<string | undefined> {
  if (!environment.isInteractive) return undefined;
  if (seconds !== undefined) {
    environment.note(text);
    return undefined;
  }
  return echo ? environment.ask(text) : environment.askSecret(text);
}
