import { describe, expect, it } from 'vitest';
import { eventually } from '../../demo/stack-client.js';
import { until } from '../../lab/until.js';
import { on } from './host.js';
import { ask, askSamples, largestGap, sidecarOf } from './metrics.js';
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

  describe('losing a replica', { timeout: 20 * 60_000 }, () => {
    it('leaves no gap', async () => {
      await on(stack().observers[0], 'docker kill prometheus01');
      await pass(120);
      const alive = await ask(stack(), 'up{job="prometheus"}', { stores: [sidecarOf(stack(), 1)] });
      expect(alive.map(({ labels, value }) => [labels['instance'], value]).sort()).toEqual([
        ['prometheus01', 0],
        ['prometheus02', 1],
      ]);
      expect(await gap()).toBeLessThanOrEqual(bound);
    });

    it('shows a gap when both are lost', async () => {
      await on(stack().observers[1], 'docker kill prometheus02');
      await pass(30);
      await Promise.all(
        replicas.map((replica) => on(stack().observers[replica], `docker start prometheus0${replica + 1}`)),
      );
      await eventually('the gap is seen', 120, async () => (await gap()) > bound || undefined);
    });
  });
}

/** Lets time pass on the hosts: what is measured is how long nothing was there. */
async function pass(seconds: number): Promise<void> {
  const end = Date.now() + seconds * 1000;
  await until(`${seconds} s pass`, seconds + 10, () => Promise.resolve(Date.now() >= end || undefined));
}
