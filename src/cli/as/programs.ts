import { ansible } from './ansible.js';
import { ansibleInventory } from './ansible-inventory.js';
import { ansiblePlaybook } from './ansible-playbook.js';
import { ansibleVault } from './ansible-vault.js';
import type { AnsibleProgram } from './program.js';

/** Ansible's programs that can be stood in for, by name. */
export const ansiblePrograms: ReadonlyMap<string, AnsibleProgram> = new Map(
  [ansible, ansibleInventory, ansiblePlaybook, ansibleVault].map((program) => [program.name, program]),
);

/** Ansible's other programs, and what there is in their place. */
export const otherPrograms: ReadonlyMap<string, string> = new Map([
  [
    'ansible-galaxy',
    'roles and collections are read from where ansible-galaxy installs them; keep them in the repository',
  ],
  ['ansible-doc', 'docs.ansible.com documents the modules; wrong arguments are explained when a playbook is checked'],
  ['ansible-config', 'provision warns of each setting it does not obey'],
  ['ansible-console', 'use "provision exec PATTERN -m MODULE" for single tasks'],
  ['ansible-pull', 'use "git clone" and "provision PLAYBOOK -c local"'],
  ['ansible-test', 'use "provision PLAYBOOK --syntax-check", and --check --diff'],
]);
