import { expect, test } from 'vitest';
import { toRepr } from '../../src/values/repr.js';
import type { Value } from '../../src/values/value.js';
import { injectedFacts } from '../../src/variables/host-facts.js';
import { mergedLayer } from '../../src/variables/merged-layer.js';
import type { Layer } from '../../src/variables/scope.js';

const layer = (value: Value): Layer => new Map([['v', value]]);
const dict = (...pairs: readonly (readonly [string, Value])[]): Map<Value, Value> => new Map(pairs);

test.each<readonly [string, readonly Value[], string]>([
  ['dicts are merged, the stronger wins', [dict(['a', 1]), dict(['a', 2], ['b', 2])], "{'a': 1, 'b': 2}"],
  ['at every depth', [dict(['d', dict(['a', 1])]), dict(['d', dict(['b', 2])])], "{'d': {'b': 2, 'a': 1}}"],
  ['of three layers', [dict(['a', 1]), dict(['b', 2]), dict(['c', 3])], "{'c': 3, 'b': 2, 'a': 1}"],
  ['a list hides what is below', [[1], dict(['a', 1])], '[1]'],
  ['a text between ends the merge', [dict(['a', 1]), 'x', dict(['b', 2])], "{'a': 1}"],
])('%s', (_case, values, expected) => {
  expect(toRepr(mergedLayer(values.map(layer)).get('v'))).toBe(expected);
});

test('facts never say how a host is reached', () => {
  const facts = new Map<string, Value>([
    ['distribution', 'Debian'],
    ['connection', 'local'],
    ['python_interpreter', '/tmp/evil'],
    ['ssh_host_key_rsa_public', 'AAAA'],
    ['ssh_args', '-o x'],
  ]);
  const variables = injectedFacts({ facts, plainNames: new Set() });
  expect([...variables.keys()]).toEqual(['ansible_distribution', 'ansible_ssh_host_key_rsa_public', 'ansible_facts']);
  expect(variables.get('ansible_connection')).toBeUndefined();
});

test('without injection facts are in ansible_facts, and ansible_local beside it', () => {
  const facts = new Map<string, Value>([
    ['distribution', 'Debian'],
    ['local', 'mine'],
  ]);
  const variables = injectedFacts({ facts, plainNames: new Set() }, false);
  expect([...variables.keys()]).toEqual(['ansible_facts', 'ansible_local']);
});
