import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { findPluginFile, pluginDirectories, type PluginKind } from '../../../src/foreign/plugins/plugin-files.js';
import { writeSite } from '../site.js';

const { directory, remove } = writeSite({
  'site/filter_plugins/several.py': '',
  'site/lookup_plugins/mine.py': '',
  'configured/other.py': '',
  'collections/ansible_collections/a/b/plugins/lookup/deep/er.py': '',
  'collections/ansible_collections/a/b/plugins/test/__init__.py': '',
});
afterAll(remove);

const places = {
  contents: () => [join(directory, 'site'), join(directory, 'nowhere')],
  configured: { filter: [], test: [join(directory, 'configured')], lookup: [] },
  collections: () => [join(directory, 'collections')],
};

test.each<[PluginKind, string, string | undefined]>([
  ['filter', 'any_name', 'site/filter_plugins/several.py'],
  ['filter', 'ansible.legacy.any_name', 'site/filter_plugins/several.py'],
  ['filter', 'ansible.builtin.any_name', undefined],
  ['filter', 'no name', undefined],
  ['filter', '../several', undefined],
  ['test', 'any_name', 'configured/other.py'],
  ['lookup', 'mine', 'site/lookup_plugins/mine.py'],
  ['lookup', 'other', undefined],
  ['lookup', 'a.b.deep.er', 'collections/ansible_collections/a/b/plugins/lookup/deep/er.py'],
  ['test', 'a.b.any', undefined],
  ['lookup', 'a.c.er', undefined],
])('the %s %s may be in %s', (kind, name, wanted) => {
  expect(findPluginFile(kind, name, places)).toBe(wanted === undefined ? undefined : join(directory, wanted));
});

test('directories of content that have plug-ins are named', () => {
  expect(pluginDirectories('filter', places)).toEqual([join(directory, 'site/filter_plugins')]);
  expect(pluginDirectories('test', places)).toEqual([]);
});
