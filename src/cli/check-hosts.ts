import { ProvisionError } from '../base/errors.js';
import type { Inventory } from '../inventory/inventory.js';

/** Which hosts a command is meant for. */
export interface WantedHosts {
  readonly limit: string | undefined;
  /** The hosts of a command that runs no plays; plays say themselves what they are for. */
  readonly pattern?: string;
  /** Called when the inventory is empty, so that only the implicit localhost is left. */
  readonly onEmpty: () => void;
}

/** A limit that leaves nobody is a mistake, unless there is nobody to begin with. Throws E0204. */
export function checkHosts(inventory: Inventory, { limit, pattern = 'all', onEmpty }: WantedHosts): void {
  if (inventory.hosts.size === 0) {
    if (!isLocal(pattern)) onEmpty();
    return;
  }
  if (limit === undefined || inventory.match(pattern, limit).length > 0) return;
  throw new ProvisionError(
    'E0204',
    'Specified inventory, host pattern and/or --limit leaves us with no hosts to target.',
    {
      hint: `the inventory has ${inventory.hosts.size} hosts; provision inventory --graph shows them`,
    },
  );
}

function isLocal(pattern: string): boolean {
  return pattern === 'localhost' || pattern === '127.0.0.1' || pattern === '::1';
}
