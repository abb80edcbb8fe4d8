import { describe, expect, test } from 'vitest';
import { shardOf } from '../../src/inventory/shard.js';

describe('slices of an inventory', () => {
  // printf %s NAME | sha256sum | cut -c1-12, as a number, modulo the count, plus one.
  test.each([
    ['web1', 3, 3],
    ['web2', 3, 3],
    ['web3', 3, 2],
    ['web4', 3, 2],
    ['db1', 3, 3],
    ['web1', 1, 1],
    ['größe.example.com', 7, (0xbfc0e72f951b % 7) + 1],
  ])('%s of %d slices is in %d', (name, count, index) => expect(shardOf(name, count)).toBe(index));

  test('are about equally large', () => {
    const slices = Array.from({ length: 4000 }, (_, host) => shardOf(`host${host}.example.com`, 4));
    for (const slice of [1, 2, 3, 4]) {
      const size = slices.filter((one) => one === slice).length;
      expect(Math.abs(size - 1000)).toBeLessThan(100);
    }
  });
});
