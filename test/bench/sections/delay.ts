import { floor } from '../contenders/floor.js';
import { provision } from '../contenders/provision.js';
import { interleave, isPresent, median, timed, type Contender, type Timing } from '../measure.js';
import type { Section } from '../section.js';
import { siteFor, type Site } from '../site.js';
import { slowWire } from '../slow-wire.js';
import { timingTable } from '../timing-table.js';

/** Milliseconds that every packet of a host is held back. */
const delay = 40;

/** The play with a slow wire: round trips show, whatever the machine does. */
export const delayed: Section = {
  name: 'delay',
  title: `Nothing to change, ${delay} ms of delay`,
  about: `All that a host sends is held back for ${delay} ms. How much more that costs provision than the floor tells how many round trips it makes beyond the floor's.`,
  async measure(bench) {
    const near = await both(bench.site);
    await timed(near[1]?.commands ?? []);
    const before = await interleave(near, bench);
    const wire = await slowWire(bench.hosts, delay);
    try {
      const far = await both(await siteFor(bench.site.directory, 'slow.ini', wire.targets));
      const after = await interleave(far, bench);
      const trips = ((grown(before, after, 1) - grown(before, after, 0)) * 1000) / delay;
      const told = [`Round trips beyond the floor: ${trips.toFixed(1)}`, '', `The delay was made by ${wire.by}.`];
      return { timings: after, lines: [...timingTable(after, []), '', ...told] };
    } finally {
      await wire.restore();
    }
  },
};

async function both(site: Site): Promise<Contender[]> {
  return [await floor(site), await provision(site)].filter(isPresent);
}

/** Seconds that the delay adds to a contender's run. */
function grown(near: readonly Timing[], far: readonly Timing[], index: number): number {
  return median(far[index]?.seconds ?? []) - median(near[index]?.seconds ?? []);
}
