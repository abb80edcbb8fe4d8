import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import type { Deprecation } from '../../../src/events/event.js';
import { routedPlugin } from '../../../src/foreign/plugins/plugin-routes.js';

const directory = mkdtempSync(join(tmpdir(), 'provision-routes-'));
afterAll(() => rmSync(directory, { recursive: true, force: true }));
const meta = join(directory, 'ansible_collections/acme/tools/meta');
mkdirSync(meta, { recursive: true });
writeFileSync(
  join(meta, 'runtime.yml'),
  `
plugin_routing:
  filter:
    old: { redirect: acme.tools.middle }
    middle: { redirect: ansible.builtin.flatten }
    round: { redirect: acme.tools.round }
    going: { redirect: acme.tools.there, deprecation: { removal_date: 2030-01-01, warning_text: Use there. } }
  lookup:
    gone: { tombstone: { removal_version: 2.0.0, warning_text: Use new. } }
`,
);

function routed(kind: 'filter' | 'test' | 'lookup', name: string) {
  const deprecations: Deprecation[] = [];
  const options = { collections: [directory], deprecate: (told: Deprecation) => void deprecations.push(told) };
  return { name: routedPlugin(kind, name, options), deprecations };
}

test.each([
  ['filter', 'acme.tools.old', 'ansible.builtin.flatten'],
  ['filter', 'acme.tools.there', 'acme.tools.there'],
  ['test', 'acme.tools.old', 'acme.tools.old'],
  ['filter', 'flatten', 'flatten'],
  ['lookup', 'acme.nowhere.old', 'acme.nowhere.old'],
] as const)('the %s %s goes by the name %s', (kind, name, wanted) => {
  expect(routed(kind, name).name).toBe(wanted);
});

test('what will go is told', () => {
  const message = 'Filter "acme.tools.going" has been deprecated. Use there.';
  expect(routed('filter', 'acme.tools.going')).toEqual({
    name: 'acme.tools.there',
    deprecations: [{ message, collection: 'acme.tools', version: '2030-01-01' }],
  });
});

test.each([
  ['lookup', 'acme.tools.gone', 'E0306', /has been removed\. Use new\. .* collection 'acme\.tools' version 2\.0\.0/],
  ['filter', 'acme.tools.round', 'E0304', /recursive collection redirect/],
] as const)('the %s %s cannot be used', (kind, name, code, message) => {
  expect(() => routed(kind, name)).toThrow(expect.objectContaining({ code, message: expect.stringMatching(message) }));
});
