import { orMissing } from '../contenders/all.js';
import { floor } from '../contenders/floor.js';
import { provision } from '../contenders/provision.js';
import { volant } from '../contenders/volant.js';
import { interleave, isPresent, timed } from '../measure.js';
import type { Section } from '../section.js';
import { timingTable } from '../timing-table.js';

const keeps = { keeps: true };

/** The play again, within a minute. */
export const kept: Section = {
  name: 'kept',
  title: 'Nothing to change, connections kept from the run before',
  about:
    'The same once more within a minute. OpenSSH keeps the connections of the floor and of Volant (ControlMaster).',
  async measure(bench) {
    const { site, progress, isQuick } = bench;
    const contenders = [
      await floor(site, keeps),
      await provision(site, keeps),
      ...(isQuick ? [] : [await orMissing('Volant, kept connections', () => volant(site, progress, keeps))]),
    ];
    const present = contenders.filter(isPresent);
    for (const { commands } of present) await timed(commands);
    const timings = await interleave(present, bench);
    return { contenders, timings, lines: timingTable(timings, contenders) };
  },
};
