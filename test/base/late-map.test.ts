import { expect, test } from 'vitest';
import { LateMap } from '../../src/base/late-map.js';

test('values are made when they are first read, and once', () => {
  const made: string[] = [];
  const maker = (name: string) => (): string => {
    made.push(name);
    return name.toUpperCase();
  };
  const map = new LateMap(
    new Map([
      ['a', maker('a')],
      ['b', maker('b')],
    ]),
  );
  expect([map.size, map.has('a'), map.has('c'), [...map.keys()]]).toEqual([2, true, false, ['a', 'b']]);
  expect(made).toEqual([]);
  expect([map.get('a'), map.get('a'), map.get('c')]).toEqual(['A', 'A', undefined]);
  expect(made).toEqual(['a']);
  expect([...map]).toEqual([
    ['a', 'A'],
    ['b', 'B'],
  ]);
  expect([...map.values()]).toEqual(['A', 'B']);
  expect(made).toEqual(['a', 'b']);
});
