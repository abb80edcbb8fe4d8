import { expect, test } from 'vitest';
import type { Value } from '../../src/values/value.js';
import { lazyLayer } from '../../src/variables/lazy-layer.js';
import { LayeredScope } from '../../src/variables/scope.js';

test('a scope finds a variable in the strongest layer, and never asks a lazy one for all its names', () => {
  let asked = 0;
  const find = (name: string): Value | undefined => (name === 'late' || name === 'both' ? 'lazy' : undefined);
  const lazy = lazyLayer({
    find,
    keys: () => {
      asked++;
      return ['late', 'both'];
    },
  });
  const scope = new LayeredScope([new Map(), new Map([['both', 'strong']]), lazy]);
  expect(['both', 'late', 'none'].map((name) => scope.find(name))).toEqual(['strong', 'lazy', undefined]);
  expect(asked).toBe(0);
  expect([...scope.names()]).toEqual(['both', 'late']);
  expect(asked).toBe(1);
});
