import { Option, type Command } from 'commander';
import type { CliEnvironment } from '../environment.js';
import { withOptionErrors } from '../option-errors.js';
import type { Dialect } from '../run-options.js';
import { collect } from './collect.js';
import { addVaultOptions, type VaultFlags } from './vault-options.js';

export interface InventoryFlags extends VaultFlags {
  readonly dialect?: Dialect;
  readonly inventory?: readonly string[];
  readonly limit?: string;
  readonly list?: boolean;
  readonly host?: string;
  readonly graph?: boolean;
  readonly listHosts?: boolean;
  readonly yaml?: boolean;
  readonly toml?: boolean;
  readonly vars?: boolean;
  readonly export?: boolean;
  readonly output?: string;
  readonly playbookDir?: string;
  readonly extraVars?: readonly string[];
}

/** `provision inventory`: shows what an inventory holds, as ansible-inventory does. */
export function inventoryCommand(program: Command, environment: CliEnvironment): void {
  const command = program
    .command('inventory')
    .description('show the hosts, groups and variables of an inventory')
    .argument('[group]', 'the group to draw (--graph), or the pattern to list (--list-hosts)')
    .addOption(new Option('--inventory-file <source>').argParser(collect).hideHelp())
    .addOption(
      new Option('-i, --inventory <source>', 'an inventory: file, directory, program, or hosts with commas').argParser(
        collect,
      ),
    )
    .option('--list', 'all hosts and groups')
    .option('--host <name>', 'the variables of one host')
    .option('--graph', 'groups and hosts as a tree')
    .option('--list-hosts', 'the names of the hosts that a pattern gives')
    .option('-l, --limit <pattern>', 'only these hosts')
    .option('-y, --yaml', 'print YAML instead of JSON')
    .option('--toml', 'print TOML instead of JSON')
    .option('--vars', 'show variables in the tree')
    .option('--export', 'variables where they were written, not merged into hosts')
    .option('--output <file>', 'write the listing to a file')
    .option('--playbook-dir <directory>', 'the folder whose group_vars and host_vars count')
    .addOption(new Option('-e, --extra-vars <variables>', 'additional variables').argParser(collect));
  addVaultOptions(command).action(
    async (group: string | undefined, flags: InventoryFlags & { inventoryFile?: readonly string[] }) => {
      const sources = [...(flags.inventory ?? []), ...(flags.inventoryFile ?? [])];
      const { showInventory } = await import('../show-inventory.js');
      await withOptionErrors(environment, () => showInventory(group, { ...flags, inventory: sources }, environment));
    },
  );
}
