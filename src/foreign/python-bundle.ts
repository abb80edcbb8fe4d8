import { zipSync } from 'fflate';
import { attach, sh, type Script } from '../shell/script.js';
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

/**
 * Runs the module in the archive as the main program, with the arguments where `AnsibleModule` looks for them: those
 * about circumstances only as far as this version of it knows them. A module that raises has failed with what it says.
 */
const start = `
import json, runpy, sys, traceback
bundle, parameters, name = sys.argv[1:4]
sys.argv[1:] = []
sys.path.insert(0, bundle)
with open(parameters, 'rb') as stream:
    given = json.loads(stream.read().decode('utf-8'))
from ansible.module_utils import basic
known = ['_ansible_' + key for key in basic.PASS_VARS]
arguments = dict((key, given[key]) for key in given if not key.startswith('_ansible_') or key in known)
basic._ANSIBLE_ARGS = json.dumps({'ANSIBLE_MODULE_ARGS': arguments}).encode('utf-8')
basic._ANSIBLE_PROFILE = 'legacy'
try:
    runpy.run_module(name, init_globals={'_module_fqn': name, '_modlib_path': bundle}, run_name='__main__', alter_sys=True)
except Exception as error:
    text = str(error) or type(error).__name__
    print('\\n' + json.dumps(dict(failed=True, msg=text, exception=traceback.format_exc())))
    sys.exit(1)
`;

/** The script that runs a bundle with an interpreter of the target. */
export function pythonScript(interpreter: string, { name, archive }: PythonBundle, args: string): Script {
  return sh`exec ${interpreter} ${attach(start)} ${attach(archive)} ${attach(args)} ${name}`;
}
