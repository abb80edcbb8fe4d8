import { describe, expect, it } from 'vitest';
import { eventually } from '../../demo/stack-client.js';
import { on } from './host.js';
import { ask, askSamples, largestGap } from './metrics.js';
import { scrapeInterval } from './site.js';
import type { Stack } from './stack.js';

const bound = 3 * scrapeInterval + 1;
const replicas = [0, 1] as const;

/** A replica is lost. Raw samples tell: an instant query looks five minutes back and hides every gap. */
export function lossChecks(stack: () => Stack): void {
  const series = () => `up{job="telegraf",instance="${stack().slaves[0].name}"}`;
  const gap = async () => {
    const [samples] = await askSamples(stack(), `${series()}[3m]`);
    if (!samples || samples.length < 10) throw new Error('there are no samples to look at');
    return largestGap(samples);
  };
  /** Seconds since the last sample that a replica has given. */
  const silence = async (replica: string) => {
    const [last] = await ask(stack(), `time() - max by (replica) (timestamp(${series()}))`, { dedup: false }).then(
      (all) => all.filter(({ labels }) => labels['replica'] === replica),
    );
    return last?.value ?? Infinity;
  };

  describe('losing a replica', { timeout: 20 * 60_000 }, () => {
    it('leaves no gap', async () => {
      await on(stack().observers[0], 'docker kill prometheus01');
      await eventually(
        'the first replica has been silent for two minutes',
        240,
        async () => (await silence('prometheus01')) > 120 || undefined,
      );
      expect(await silence('prometheus02')).toBeLessThan(bound);
      expect(await gap()).toBeLessThanOrEqual(bound);
    });

    it('shows a gap when both are lost', async () => {
      await on(stack().observers[1], 'docker kill prometheus02');
      await eventually(
        'the second one has been silent for half a minute',
        120,
        async () => (await silence('prometheus02')) > 30 || undefined,
      );
      await Promise.all(
        replicas.map((replica) => on(stack().observers[replica], `docker start prometheus0${replica + 1}`)),
      );
      await eventually('the gap is seen', 120, async () => (await gap()) > bound || undefined);
    });
  });
}
