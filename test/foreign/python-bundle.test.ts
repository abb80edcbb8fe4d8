import { join } from 'node:path';
import { unzipSync } from 'fflate';
import { afterAll, describe, expect, test } from 'vitest';
import { findInstalledAnsible } from '../../src/foreign/installed-ansible.js';
import { readModuleFile } from '../../src/foreign/module-file.js';
import { bundlePython } from '../../src/foreign/python-bundle.js';
import { smallAnsible, writeSite } from './site.js';

const module = 'from ansible.module_utils import basic, own\nfrom ..module_utils.near import x\n';
const { directory, remove } = writeSite({
  ...smallAnsible,
  'module_utils/own.py': 'import ansible_collections.a.b.plugins.module_utils.far\n',
  'collections/ansible_collections/a/b/plugins/modules/m.py': module,
  'collections/ansible_collections/a/b/plugins/module_utils/near.py': 'x = 1\n',
  'collections/ansible_collections/a/b/plugins/module_utils/far.py': '',
});
afterAll(remove);

const places = {
  ansible: join(directory, 'packages/ansible'),
  moduleUtils: [join(directory, 'module_utils')],
  collections: [join(directory, 'collections')],
};

describe('bundlePython', () => {
  test('packs a module and all that it imports, and nothing else', () => {
    const file = readModuleFile(join(directory, 'collections/ansible_collections/a/b/plugins/modules/m.py'));
    const { name, archive } = bundlePython(file, 'a.b.m', places);
    expect(name).toBe('ansible_collections.a.b.plugins.modules.m');
    const files = unzipSync(archive);
    expect(Object.keys(files).sort()).toEqual(
      [
        'ansible/__init__.py',
        'ansible/module_utils/__init__.py',
        'ansible/module_utils/basic.py',
        'ansible/module_utils/deep/__init__.py',
        'ansible/module_utils/deep/er.py',
        'ansible/module_utils/own.py',
        'ansible_collections/__init__.py',
        'ansible_collections/a/__init__.py',
        'ansible_collections/a/b/__init__.py',
        'ansible_collections/a/b/plugins/__init__.py',
        'ansible_collections/a/b/plugins/module_utils/__init__.py',
        'ansible_collections/a/b/plugins/module_utils/far.py',
        'ansible_collections/a/b/plugins/module_utils/near.py',
        'ansible_collections/a/b/plugins/modules/__init__.py',
        'ansible_collections/a/b/plugins/modules/m.py',
      ].sort(),
    );
    expect(Buffer.from(files['ansible/__init__.py'] ?? []).toString()).toBe('__version__ = "2.19.0"\n');
  });

  test('is the same archive every time', () => {
    const file = readModuleFile(join(directory, 'collections/ansible_collections/a/b/plugins/modules/m.py'));
    expect(bundlePython(file, 'a.b.m', places)).toEqual(bundlePython(file, 'a.b.m', places));
  });
});

describe('findInstalledAnsible', () => {
  test.each([['packages'], ['packages/ansible']])('takes the directory that was named: %s', (named) => {
    expect(findInstalledAnsible({ named: join(directory, named), collections: [], environment: {} })).toEqual({
      ansible: join(directory, 'packages/ansible'),
      sitePackages: join(directory, 'packages'),
      version: '2.19.0',
    });
  });

  test('finds that of a program on the search path', () => {
    const { directory: prefix, remove: removePrefix } = writeSite(
      Object.fromEntries(
        Object.entries(smallAnsible).map(([path, text]) => [
          path.replace('packages', 'lib/python3.11/site-packages'),
          text,
        ]),
      ),
    );
    const found = findInstalledAnsible({ collections: [], environment: { PATH: `/nowhere/bin:${prefix}/bin` } });
    removePrefix();
    expect(found?.sitePackages).toBe(join(prefix, 'lib/python3.11/site-packages'));
  });

  test('a named directory without it is not replaced by another', () => {
    expect(findInstalledAnsible({ named: '/nowhere', collections: [], environment: process.env })).toBeUndefined();
  });
});
