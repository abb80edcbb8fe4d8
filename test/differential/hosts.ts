import type { Flavour } from '../lab/base-image.js';
import type { LabHost } from '../lab/host.js';
import { leaseHosts } from '../lab/lease.js';
import type { Case } from './case.js';

export interface HostWishes {
  /** How many cases run at the same time. */
  readonly hosts: number;
  /** Python on all hosts, as Ansible wants it. */
  readonly python: boolean;
  /** A fresh host for each case; otherwise those that need none share one, in turn. */
  readonly fresh: boolean;
}

/** Runs each of the cases on a lab host such as it needs. */
export async function onHosts(
  cases: readonly Case[],
  wishes: HostWishes,
  run: (wanted: Case, host: LabHost) => Promise<void>,
): Promise<void> {
  const queue = cases.map((wanted) => ({ wanted, flavour: flavourOf(wanted, wishes) }));
  // Those that need the same kind of host one after the other.
  queue.sort((a, b) => JSON.stringify(a.flavour).localeCompare(JSON.stringify(b.flavour)));
  const [first] = queue;
  if (!first) return;
  const lab = await leaseHosts({ hosts: Math.min(wishes.hosts, cases.length), ...first.flavour });
  const work = async (host: LabHost): Promise<void> => {
    let state = { flavour: first.flavour, isUsed: false };
    for (let next = queue.shift(); next; next = queue.shift()) {
      const { wanted, flavour } = next;
      const isFresh = wishes.fresh || wanted.needs.fresh;
      const isOther = JSON.stringify(flavour) !== JSON.stringify(state.flavour);
      if (isOther || (isFresh && state.isUsed)) await host.reset(flavour);
      state = { flavour, isUsed: true };
      await run(wanted, host);
    }
  };
  try {
    await Promise.all(lab.hosts.map(work));
  } finally {
    await lab.close();
  }
}

function flavourOf({ needs }: Case, { python }: HostWishes): Flavour {
  return { docker: needs.docker, python: python || needs.python };
}
