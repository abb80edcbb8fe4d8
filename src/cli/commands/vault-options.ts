import { Option, type Command } from 'commander';
import type { Configuration } from '../../config/load-configuration.js';
import type { VaultKeyring } from '../../vault/keyring.js';
import { loadKeyring } from '../../vault/load-keyring.js';
import type { CliEnvironment } from '../environment.js';

/** The flags that say where vault passwords come from, as commander parses them. */
export interface VaultFlags {
  readonly vaultId?: readonly string[];
  readonly vaultPasswordFile?: readonly string[];
  readonly askVaultPass?: boolean;
  readonly askVaultPassword?: boolean;
}

/** Collects a repeatable option. */
export function collect(value: string, earlier: readonly string[] | undefined): string[] {
  return [...(earlier ?? []), value];
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

export interface KeyringRequest {
  readonly flags: VaultFlags;
  readonly configuration: Configuration;
  readonly environment: CliEnvironment;
  /** Ask when there is no other source. */
  readonly askWhenNone?: boolean;
  /** Ask twice: the password is for something new. */
  readonly isNew?: boolean;
}

/** The vault passwords that flags, configuration and environment give. */
export function keyringFor({
  flags,
  configuration,
  environment,
  askWhenNone,
  isNew,
}: KeyringRequest): Promise<VaultKeyring> {
  const fromConfiguration = configuration.vaultPasswordFile === undefined ? [] : [configuration.vaultPasswordFile];
  const { directory, home } = environment;
  return loadKeyring(
    {
      vaultIds: [...configuration.vaultIdentityList, ...(flags.vaultId ?? [])],
      passwordFiles: [...(flags.vaultPasswordFile ?? []), ...fromConfiguration],
      askPassword: flags.askVaultPass === true || flags.askVaultPassword === true || configuration.askVaultPass,
      askWhenNone: askWhenNone ?? false,
      isNew: isNew ?? false,
      mustMatchId: configuration.vaultIdMatch,
    },
    {
      directory,
      home,
      environmentPassword: environment.variables['VAULT_PASSWORD'],
      ask: (prompt) => environment.askSecret(prompt),
      warn: (message) => environment.warn(message),
    },
  );
}
