import {
  directoryFlags,
  extraVariableFlags,
  helpFlags,
  inventoryFlags,
  vaultFlags,
  verboseFlags,
} from './common-flags.js';
import type { InventoryFlags } from '../commands/inventory.js';
import { option, toggle, type Arguments, type Grammar } from './flag.js';
import { pickSwitches, pickValues } from './pick.js';
import type { AnsibleProgram } from './program.js';

const grammar: Grammar = {
  program: 'ansible-inventory',
  flags: [
    ...helpFlags,
    ...verboseFlags,
    ...inventoryFlags,
    ...vaultFlags,
    ...directoryFlags,
    ...extraVariableFlags,
    toggle('--list', 'list'),
    option('--host HOST', 'host'),
    toggle('--graph', 'graph'),
    toggle('-y, --yaml', 'yaml'),
    toggle('--toml', 'toml'),
    toggle('--vars', 'vars'),
    toggle('--export', 'export'),
    option('--output OUTPUT_FILE', 'output'),
  ],
  positional: { name: 'group', count: 'optional' },
};

/** Shows an inventory. */
export const ansibleInventory: AnsibleProgram = {
  name: 'ansible-inventory',
  summary: 'Show Ansible inventory information, by default it uses the inventory script JSON format',
  grammarFor: (words) => ({ grammar, words }),
  async run(given, _grammar, environment) {
    const { showInventory } = await import('../show-inventory.js');
    await showInventory(given.positionals[0], flagsOf(given), environment);
    return 0;
  },
};

function flagsOf(given: Arguments): InventoryFlags {
  return {
    dialect: 'ansible',
    ...pickSwitches(given, ['list', 'graph', 'yaml', 'toml', 'vars', 'export', 'askVaultPass']),
    ...pickValues(given, ['host', 'limit', 'output', 'playbookDir']),
    inventory: given.all('inventory'),
    extraVars: given.all('extraVars'),
    vaultId: given.all('vaultId'),
    vaultPasswordFile: given.all('vaultPasswordFile'),
  };
}
