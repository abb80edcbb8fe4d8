import { zipSync } from 'fflate';
import type { ModuleFile } from './module-file.js';
import { PythonLibrary, type PythonPlaces } from './python-library.js';

/** A Python module with all that it imports, as one archive that Python can import from. */
export interface PythonBundle {
  /** The dotted name of the module in the archive. */
  readonly name: string;
  readonly archive: Uint8Array;
}

/** Packs a module. `name` is its full name: `ansible.builtin.ping`, or that of a collection's module. */
export function bundlePython(file: ModuleFile, name: string, places: PythonPlaces): PythonBundle {
  const dotted = dottedName(name);
  const library = new PythonLibrary(places);
  // What module_utils loads by a name it makes up while it runs, no scan of imports can see.
  for (const always of ['ansible.module_utils.basic', ...hiddenImports]) library.add(always);
  library.addImportsOf(file.content.toString('utf8'), dotted);
  const inside = dotted.replaceAll('.', '/');
  const files: Record<string, Uint8Array> = {};
  for (const package_ of parentsOf(inside)) files[`${package_}/__init__.py`] = new Uint8Array();
  for (const [path, content] of library.files) files[path] = content;
  files[`${inside}.py`] = file.content;
  return { name: dotted, archive: zipSync(files, { level: 6, mtime: '1980-01-02' }) };
}

const hiddenImports = [
  'ansible.module_utils._internal._json._profiles._module_legacy_c2m',
  'ansible.module_utils._internal._json._profiles._module_legacy_m2c',
  'ansible.module_utils._internal._json._profiles._module_modern_c2m',
  'ansible.module_utils._internal._json._profiles._module_modern_m2c',
  'ansible.module_utils._internal._json._profiles._tagless',
  'ansible.module_utils._internal._ansiballz._loader',
  'ansible.module_utils._internal._ansiballz._respawn',
  'ansible.module_utils._internal._ansiballz._respawn_wrapper',
];

function dottedName(name: string): string {
  const [namespace, collection, ...rest] = name.split('.');
  if (rest.length === 0 || namespace === 'ansible')
    return `ansible.modules.${rest.length === 0 ? name : rest.join('.')}`;
  return `ansible_collections.${namespace}.${collection}.plugins.modules.${rest.join('.')}`;
}

function parentsOf(path: string): string[] {
  const parts = path.split('/').slice(0, -1);
  return parts.map((_, index) => parts.slice(0, index + 1).join('/'));
}
