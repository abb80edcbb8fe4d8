import { Option, type Command } from 'commander';
import { collect } from './collect.js';

/** The flags that say where vault passwords come from, as commander parses them. */
export interface VaultFlags {
  readonly vaultId?: readonly string[];
  readonly vaultPasswordFile?: readonly string[];
  readonly askVaultPass?: boolean;
  readonly askVaultPassword?: boolean;
}

/** Adds `--vault-id`, `--vault-password-file` and `-J` to a command. */
export function addVaultOptions(command: Command): Command {
  return command
    .addOption(
      new Option('--vault-id <label@source>', 'a vault password and its label; may be repeated').argParser(collect),
    )
    .addOption(
      new Option(
        '--vault-pass-file, --vault-password-file <file>',
        'a file with the vault password, or a program that prints it',
      ).argParser(collect),
    )
    .addOption(new Option('-J, --ask-vault-pass', 'ask for the vault password'))
    .addOption(new Option('--ask-vault-password').hideHelp());
}
