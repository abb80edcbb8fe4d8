import { setTimeout as delay } from 'node:timers/promises';

/** Asks again and again until the answer is not `undefined`; after `seconds` the wait fails, saying for what. */
export async function until<T>(what: string, seconds: number, ask: () => Promise<T | undefined>): Promise<T> {
  const deadline = Date.now() + seconds * 1000;
  for (;;) {
    const answer = await ask();
    if (answer !== undefined) return answer;
    if (Date.now() > deadline) throw new Error(`${what}: not after ${seconds} s`);
    await delay(100);
  }
}
