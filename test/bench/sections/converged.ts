import { allContenders } from '../contenders/all.js';
import { interleave, isPresent, timed } from '../measure.js';
import type { Section } from '../section.js';
import { timingTable } from '../timing-table.js';

/** The play with nothing to do, over new connections. */
export const converged: Section = {
  name: 'converged',
  title: 'Nothing to change, new connections',
  about: 'The play of `test/bench/play` over hosts that are as it wants them; every run opens its connections anew.',
  async measure(bench) {
    const contenders = await allContenders(bench);
    const present = contenders.filter(isPresent);
    // Each does the work once before: what the first run of a tool uploads or creates is not measured here.
    for (const { name, commands } of present.slice(1)) {
      bench.progress(`${name}: first run`);
      await timed(commands);
    }
    const timings = await interleave(present, bench);
    return { contenders, timings, lines: timingTable(timings, contenders) };
  },
};
