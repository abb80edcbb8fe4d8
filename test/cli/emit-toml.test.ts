import { expect, test } from 'vitest';
import { emitToml } from '../../src/cli/emit-toml.js';
import { parseYaml } from '../../src/source/parse-yaml.js';
import { isDict } from '../../src/values/value.js';

function toml(yaml: string): string {
  const value = parseYaml(yaml, 'data.yml');
  return isDict(value) ? emitToml(value) : '';
}

test.each([
  ['a: text', 'a = "text"\n'],
  ['a: "q\\" b\\\\ \\t \\e"', 'a = "q\\" b\\\\ \\t \\u001b"\n'],
  ['a: 1', 'a = 1\n'],
  ['a: 1.5', 'a = 1.5\n'],
  ['a: true', 'a = true\n'],
  ['a: []', 'a = []\n'],
  ['a: [1, {b: 2}, []]', 'a = [\n    1,\n    { b = 2 },\n    [],\n]\n'],
  ['a b: 1', '"a b" = 1\n'],
  ['příbor: 1', '"příbor" = 1\n'],
  ['a: {b: {}}', '[a.b]\n'],
  ['a: {b: {c: 1}, d: 2}', '[a]\nd = 2\n\n[a.b]\nc = 1\n'],
])('%s is %j', (yaml, text) => {
  expect(toml(yaml)).toBe(text);
});

test('null cannot be told', () => {
  expect(() => toml('a: null')).toThrow(expect.objectContaining({ code: 'E0006' }));
});
