import { expect, test } from 'vitest';
import { oncePerRevision } from '../../src/engine/once-per-revision.js';
import { Inventory } from '../../src/inventory/inventory.js';

test('what is made from an inventory is made once until the inventory changes', () => {
  let calls = 0;
  const names = oncePerRevision((inventory: Inventory) => {
    calls++;
    return [...inventory.hosts.keys()];
  });
  const inventory = new Inventory();
  inventory.declareHost('a');
  for (let read = 0; read < 3; read++) expect(names(inventory)).toEqual(['a']);
  expect(calls).toBe(1);
  inventory.addHost('b', ['added'], new Map());
  expect(names(inventory)).toEqual(['a', 'b']);
  expect(names(new Inventory())).toEqual([]);
  expect(calls).toBe(3);
});
