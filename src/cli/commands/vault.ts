import { Option, type Command } from 'commander';
import type { CliEnvironment } from '../environment.js';
import { withOptionErrors } from '../option-errors.js';
import { collect } from './collect.js';
import { addVaultOptions, type VaultFlags } from './vault-options.js';

/** The flags of all vault commands. */
export interface VaultCommandFlags extends VaultFlags {
  readonly encryptVaultId?: string;
  readonly output?: string;
  readonly newVaultId?: readonly string[];
  readonly newVaultPasswordFile?: readonly string[];
  readonly skipTtyCheck?: boolean;
  readonly prompt?: boolean;
  readonly showInput?: boolean;
  readonly name?: readonly string[];
  readonly stdinName?: string;
}

const encryptId = ['--encrypt-vault-id <label>', 'the label of the password to encrypt with'] as const;
const output = ['--output <file>', 'write here instead; - is standard output'] as const;

/** `provision vault ...`: encrypted files and values, as ansible-vault makes them. */
export function vaultCommand(program: Command, environment: CliEnvironment): void {
  const run = (work: () => Promise<void>): Promise<void> => withOptionErrors(environment, work);
  const vault = program.command('vault').description('create, read and change encrypted files and values');

  addVaultOptions(vault.command('create <file>').description('write a new encrypted file in an editor'))
    .option(...encryptId)
    .option('--skip-tty-check', 'run the editor although there is no terminal')
    .action((file: string, flags: VaultCommandFlags) =>
      run(async () => (await import('./vault-edit.js')).createFile(file, flags, environment)),
    );

  addVaultOptions(vault.command('edit <file>').description('change an encrypted file in an editor'))
    .option(...encryptId)
    .action((file: string, flags: VaultCommandFlags) =>
      run(async () => (await import('./vault-edit.js')).editFile(file, flags, environment)),
    );

  addVaultOptions(vault.command('view <files...>').description('print encrypted files')).action(
    (files: string[], flags: VaultCommandFlags) =>
      run(async () => (await import('./vault-files.js')).viewFiles(files, flags, environment)),
  );

  addVaultOptions(vault.command('encrypt [files...]').description('encrypt files, or standard input'))
    .option(...encryptId)
    .option(...output)
    .action((files: string[], flags: VaultCommandFlags) =>
      run(async () => (await import('./vault-files.js')).encryptFiles(files, flags, environment)),
    );

  addVaultOptions(vault.command('decrypt [files...]').description('decrypt files for good, or standard input'))
    .option(...output)
    .action((files: string[], flags: VaultCommandFlags) =>
      run(async () => (await import('./vault-files.js')).decryptFiles(files, flags, environment)),
    );

  addVaultOptions(vault.command('encrypt_string [texts...]').description('encrypt values for use in YAML files'))
    .option(...encryptId)
    .option(...output)
    .option('-p, --prompt', 'ask for the value')
    .option('--show-input', 'show the value while it is typed')
    .addOption(new Option('-n, --name <name>', 'the name of the variable; may be repeated').argParser(collect))
    .option('--stdin-name <name>', 'the name of the variable that is read from standard input')
    .action((texts: string[], flags: VaultCommandFlags) =>
      run(async () => (await import('./vault-encrypt-string.js')).encryptStrings(texts, flags, environment)),
    );

  addVaultOptions(vault.command('rekey <files...>').description('encrypt files with another password'))
    .option(...encryptId)
    .addOption(new Option('--new-vault-id <label@source>', 'the new password and its label').argParser(collect))
    .addOption(
      new Option('--new-vault-password-file <file>', 'the file or program with the new password').argParser(collect),
    )
    .action((files: string[], flags: VaultCommandFlags) =>
      run(async () => (await import('./vault-files.js')).rekeyFiles(files, flags, environment)),
    );
}
