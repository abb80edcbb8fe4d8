import { mkdtempSync, readFileSync, readdirSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { openFactCache } from '../../src/cli/fact-cache.js';
import { loadConfiguration } from '../../src/config/load-configuration.js';
import type { FactCache } from '../../src/engine/fact-cache.js';
import { Float, type Value } from '../../src/values/value.js';

let directory = '';
let warnings: string[] = [];
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'provision-facts-'));
  warnings = [];
});
afterEach(() => {
  rmSync(directory, { recursive: true });
});

function open(variables: Readonly<Record<string, string>> = {}): FactCache | undefined {
  const environment = { ANSIBLE_CACHE_PLUGIN: 'jsonfile', ANSIBLE_CACHE_PLUGIN_CONNECTION: directory, ...variables };
  const configuration = loadConfiguration({ environment, directory, home: directory });
  return openFactCache(configuration, (message) => warnings.push(message));
}

const facts = new Map<string, Value>([
  ['ansible_distribution', 'Debian'],
  ['mine', [1, new Float(2), null, 'not a {{ template }}']],
]);

describe.each(['jsonfile', 'yaml', 'ansible.builtin.jsonfile', 'community.general.yaml'])('%s', (plugin) => {
  test('what is kept is found by a later run, and text stays text', () => {
    open({ ANSIBLE_CACHE_PLUGIN: plugin })?.keep('h1', facts);
    const later = open({ ANSIBLE_CACHE_PLUGIN: plugin });
    expect(later?.hosts()).toEqual(['h1']);
    expect(later?.find('h1')).toEqual(facts);
    expect(later?.find('h2')).toBeUndefined();
  });

  test('what is forgotten is gone', () => {
    const cache = open({ ANSIBLE_CACHE_PLUGIN: plugin });
    cache?.keep('h1', facts);
    cache?.forget('h1');
    expect(cache?.find('h1')).toBeUndefined();
  });
});

test('the files of jsonfile are named and written as Ansible does', () => {
  open({ ANSIBLE_CACHE_PLUGIN_PREFIX: 'pre_' })?.keep('h1', new Map([['ansible_a', 'ü']]));
  expect(readdirSync(directory)).toEqual(['pre_s1_h1']);
  expect(readFileSync(join(directory, 'pre_s1_h1'), 'utf8')).toBe(
    '{"__payload__": "{\\"ansible_a\\": \\"\\\\u00fc\\"}"}',
  );
});

test('values that Ansible kept with their origin are read without it', () => {
  const payload =
    '{"a": {"value": [{"value": 1, "__ansible_type": "_AnsibleTaggedInt"}], "tags": [], "__ansible_type": "_AnsibleTaggedList"}}';
  writeFileSync(join(directory, 's1_h1'), JSON.stringify({ __payload__: payload }));
  expect(open()?.find('h1')).toEqual(new Map([['a', [1]]]));
});

test.each([
  ['86400', true],
  ['5', false],
  ['0', true],
])('facts a minute old with a timeout of %s seconds', (seconds, isFound) => {
  const cache = open({ ANSIBLE_CACHE_PLUGIN_TIMEOUT: seconds });
  cache?.keep('h1', facts);
  const then = Date.now() / 1000 - 60;
  utimesSync(join(directory, 's1_h1'), then, then);
  expect(cache?.find('h1') !== undefined).toBe(isFound);
});

test('a damaged file is warned of and left out', () => {
  writeFileSync(join(directory, 's1_h1'), '{');
  expect(open()?.find('h1')).toBeUndefined();
  expect(warnings).toHaveLength(1);
});

test('in memory nothing is kept; other caches and a missing directory are refused', () => {
  expect(open({ ANSIBLE_CACHE_PLUGIN: 'memory' })).toBeUndefined();
  expect(() => open({ ANSIBLE_CACHE_PLUGIN: 'redis' })).toThrow('not supported');
  const configuration = loadConfiguration({
    environment: { ANSIBLE_CACHE_PLUGIN: 'jsonfile' },
    directory,
    home: directory,
  });
  expect(() => openFactCache(configuration, () => undefined)).toThrow('needs a directory');
});
