import type { Inventory } from '../inventory/inventory.js';

/** What is made from an inventory, made again only when the run has changed it: everything else would grow with the hosts. */
export function oncePerRevision<Made>(make: (inventory: Inventory) => Made): (inventory: Inventory) => Made {
  const known = new WeakMap<Inventory, { readonly revision: number; readonly made: Made }>();
  return (inventory) => {
    const { revision } = inventory;
    const last = known.get(inventory);
    if (last?.revision === revision) return last.made;
    const made = make(inventory);
    known.set(inventory, { revision, made });
    return made;
  };
}
