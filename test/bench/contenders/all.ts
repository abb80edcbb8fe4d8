import type { Contender, Missing } from '../measure.js';
import type { Bench } from '../section.js';
import { ansible, mitogen } from './ansible.js';
import { floor } from './floor.js';
import { provision } from './provision.js';
import { pyinfra } from './pyinfra.js';
import { volant } from './volant.js';

type Find = (bench: Bench) => Promise<Contender | Missing>;

const others: readonly (readonly [name: string, find: Find])[] = [
  ['Volant', ({ site, progress }) => volant(site, progress)],
  ['pyinfra', ({ site, progress }) => pyinfra(site, progress)],
  ['mitogen on ansible-core', ({ site, progress }) => mitogen(site, progress)],
  ['ansible-core, pipelining', ({ site, progress }) => ansible(site, progress)],
];

/** All that can be had, each over new connections; the floor comes first. */
export async function allContenders(bench: Bench): Promise<(Contender | Missing)[]> {
  const own = [await floor(bench.site), await provision(bench.site)];
  if (bench.isQuick) return own;
  const found: (Contender | Missing)[] = [];
  for (const [name, find] of others) found.push(await orMissing(name, () => find(bench)));
  return [...own, ...found];
}

/** What cannot be installed is left out, with the reason. */
export async function orMissing(name: string, find: () => Promise<Contender | Missing>): Promise<Contender | Missing> {
  try {
    return await find();
  } catch (error) {
    const [reason = ''] = (error instanceof Error ? error.message : String(error)).split('\n');
    return { name, reason };
  }
}
