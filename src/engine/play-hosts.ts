import { ProvisionError } from '../base/errors.js';
import type { Play } from '../playbook/nodes.js';
import { isList } from '../values/value.js';
import { playKeyword } from './play-keyword.js';
import type { PlayRun, Run } from './run.js';

/** The names of a play's hosts in the inventory's order; with `--shard` those of other slices too. */
export function playHosts(planned: PlayRun, { inventory, settings }: Run): string[] {
  const value = playKeyword(planned.play, 'hosts', planned) ?? null;
  const patterns = isList(value) ? value.map(String) : [String(value)];
  return inventory.match(patterns, settings.limit, planned.play.keywords.get('hosts')?.at);
}

/** The hosts of a play as its `order` puts them: in this order they are worked on, and no variable tells it. */
export function inPlayOrder(names: readonly string[], planned: PlayRun): string[] {
  return ordered(names, String(playKeyword(planned.play, 'order', planned) ?? 'inventory'), planned.play);
}

function ordered(names: readonly string[], order: string, play: Play): string[] {
  switch (order) {
    case 'inventory':
      return [...names];
    case 'reverse_inventory':
      return [...names].reverse();
    case 'sorted':
      return [...names].sort();
    case 'reverse_sorted':
      return [...names].sort().reverse();
    case 'shuffle':
      return shuffled(names);
    default:
      throw new ProvisionError('E0006', `Invalid 'order' specified for inventory hosts: ${order}`, {
        at: play.keywords.get('order')?.at,
        hint: 'use inventory, sorted, reverse_sorted, reverse_inventory or shuffle',
      });
  }
}

function shuffled(names: readonly string[]): string[] {
  return names
    .map((name) => ({ name, rank: Math.random() }))
    .sort((a, b) => a.rank - b.rank)
    .map(({ name }) => name);
}
