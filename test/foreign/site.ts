import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

/** Files in a new directory; `remove` takes them away again. */
export function writeSite(files: Readonly<Record<string, string>>): { directory: string; remove: () => void } {
  const directory = mkdtempSync(join(tmpdir(), 'provision-foreign-'));
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(directory, path)), { recursive: true });
    writeFileSync(join(directory, path), text);
  }
  return { directory, remove: () => rmSync(directory, { recursive: true }) };
}

/** As much of ansible-core as a module of these tests needs: written for them, no part of the real one. */
export const smallAnsible: Readonly<Record<string, string>> = {
  'packages/ansible/__init__.py': 'raise ImportError("the controller\'s part is never sent")\n',
  'packages/ansible/release.py': "__version__ = '2.19.0'\n",
  'packages/ansible/module_utils/__init__.py': '',
  'packages/ansible/module_utils/basic.py': `
import json
from ansible.module_utils.deep import shout
PASS_VARS = {'check_mode': None, 'module_name': None}
_ANSIBLE_ARGS = None
_ANSIBLE_PROFILE = None
def given():
    return json.loads(_ANSIBLE_ARGS.decode('utf-8'))['ANSIBLE_MODULE_ARGS']
def leave(**result):
    print(json.dumps(dict(result, shouted=shout(result.get('who', '')))))
`,
  'packages/ansible/module_utils/deep/__init__.py': 'from ansible.module_utils.deep.er import shout\n',
  'packages/ansible/module_utils/deep/er.py': 'def shout(text):\n    return text.upper()\n',
  'packages/ansible/module_utils/unused.py': '',
};
