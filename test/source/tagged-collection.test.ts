import { expect, test } from 'vitest';
import { ProvisionError } from '../../src/base/errors.js';
import { parseYaml } from '../../src/source/parse-yaml.js';
import { toJson } from '../../src/values/json.js';

test.each([
  ['a set', '!!set {one, two}', ['one', 'two'], []],
  [
    'an ordered mapping',
    '!!omap\n- a: 1\n- b: 2\n',
    [
      ['a', 1],
      ['b', 2],
    ],
    ['Use of the YAML `!!omap` tag is deprecated.'],
  ],
  [
    'pairs',
    '!!pairs [a: 1, a: 2]',
    [
      ['a', 1],
      ['a', 2],
    ],
    ['Use of the YAML `!!pairs` tag is deprecated.'],
  ],
  ['an anchor before the tag', 'x: &a !!set {one}\ny: *a\n', { x: ['one'], y: ['one'] }, []],
])('%s', (_name, text, value, told) => {
  const heard: string[] = [];
  const options = { onDeprecation: ({ message }: { message: string }) => void heard.push(message) };
  expect(toJson(parseYaml(text, 'a.yml', options))).toEqual(value);
  expect(heard).toEqual(told);
});

test.each([
  ['a set of a list', '!!set [a]'],
  ['an ordered mapping of a mapping', '!!omap {a: 1}'],
  ['pairs with more than one key', '!!pairs [{a: 1, b: 2}]'],
])('%s is refused', (_name, text) => {
  expect(() => parseYaml(text, 'a.yml')).toThrow(ProvisionError);
});
