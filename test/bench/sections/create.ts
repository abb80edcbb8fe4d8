import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { orMissing } from '../contenders/all.js';
import { floor } from '../contenders/floor.js';
import { provision } from '../contenders/provision.js';
import { volant } from '../contenders/volant.js';
import { interleave, isPresent } from '../measure.js';
import type { Section } from '../section.js';
import { timingTable } from '../timing-table.js';

/** The play with everything to do. */
export const create: Section = {
  name: 'create',
  title: 'Everything to be created, new connections',
  about:
    'Before each run all that the play makes is taken away again, outside the time. The floor only looks, as before.',
  isLong: true,
  async measure(bench) {
    const { site, hosts, progress } = bench;
    const undo = await readFile(join(site.directory, 'undo.sh'), 'utf8');
    const before = async (): Promise<void> => {
      await Promise.all(hosts.map((host) => host.ssh('sh -s', { input: undo })));
    };
    const contenders = [
      await floor(site),
      await provision(site),
      await orMissing('Volant', () => volant(site, progress)),
    ];
    const present = contenders.filter(isPresent);
    const timings = await interleave(present, { ...bench, before });
    return { contenders, timings, lines: timingTable(timings, contenders) };
  },
};
