import { attach, sh, type Script } from '../shell/script.js';
import type { PythonBundle } from './python-bundle.js';

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
