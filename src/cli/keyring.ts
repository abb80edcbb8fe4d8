import type { Configuration } from '../config/load-configuration.js';
import type { VaultKeyring } from '../vault/keyring.js';
import { loadKeyring } from '../vault/load-keyring.js';
import type { VaultFlags } from './commands/vault-options.js';
import type { CliEnvironment } from './environment.js';

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
      runProgram: environment.runProgram,
      warn: (message) => environment.warn(message),
    },
  );
}
