import { expect, test } from 'vitest';
import { isSelected } from '../../src/engine/tags.js';

const selection = (only: string, skip = ''): { only: string[]; skip: string[] } => ({
  only: only.split(' ').filter(Boolean),
  skip: skip.split(' ').filter(Boolean),
});

test.each([
  ['', '', '', true],
  ['', 'never', '', false],
  ['', 'always', '', true],
  ['a', 'a', '', true],
  ['a', 'b', '', false],
  ['a', '', '', false],
  ['a', 'always', '', true],
  ['a', 'always never', '', true],
  ['a', 'never a', '', true],
  ['all', 'never', '', false],
  ['all never', 'never', '', true],
  ['tagged', '', '', false],
  ['tagged', 'a', '', true],
  ['tagged', 'never', '', false],
  ['untagged', '', '', true],
  ['untagged', 'a', '', false],
  ['', 'a', 'a', false],
  ['', 'always', 'always', false],
  ['', 'always', 'all', true],
  ['', 'always', 'all always', false],
  ['', 'a', 'tagged', false],
  ['', '', 'untagged', false],
])('--tags "%s", task tagged "%s", --skip-tags "%s": %s', (only, tags, skip, expected) => {
  expect(isSelected(new Set(tags.split(' ').filter(Boolean)), selection(only, skip))).toBe(expected);
});
