import { expect, test } from 'vitest';
import { withDeadline } from '../../src/engine/deadline.js';

const never = new AbortController().signal;
const untilAborted = (signal: AbortSignal): Promise<never> =>
  new Promise((_resolve, reject) => signal.addEventListener('abort', () => reject(signal.reason as Error)));

test('work that takes too long fails with the keys that Ansible gives', async () => {
  await expect(withDeadline(0.001, never, untilAborted)).rejects.toMatchObject({
    message: 'Task failed: Timed out after 0.001 second(s).',
    result: { changed: false, timedout: { period: 0.001 } },
  });
});

test('work that ends in time, or has no limit, is left alone', async () => {
  for (const seconds of [0, 100, 100_000_000])
    await expect(withDeadline(seconds, never, () => Promise.resolve('done'))).resolves.toBe('done');
});

test('an interrupted run ends it with its own reason', async () => {
  const run = new AbortController();
  const work = withDeadline(100, run.signal, untilAborted);
  run.abort(new Error('interrupted'));
  await expect(work).rejects.toThrow('interrupted');
});
