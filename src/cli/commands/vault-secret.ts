import { ProvisionError } from '../../base/errors.js';
import type { Configuration } from '../../config/load-configuration.js';
import type { VaultKeyring, VaultSecret } from '../../vault/keyring.js';
import { readConfiguration } from '../configuration.js';
import { toText } from '../../values/repr.js';
import type { CliEnvironment } from '../environment.js';
import { keyringFor } from '../keyring.js';
import type { VaultCommandFlags } from './vault.js';

/** What a vault command works with. */
export interface VaultSession {
  readonly keyring: VaultKeyring;
  readonly configuration: Configuration;
}

/** Reads the passwords for a command that opens what exists, or makes something new. */
export async function openSession(
  flags: VaultCommandFlags,
  environment: CliEnvironment,
  isNew = false,
): Promise<VaultSession> {
  const configuration = readConfiguration(environment);
  return { keyring: await keyringFor({ flags, configuration, environment, askWhenNone: true, isNew }), configuration };
}

/** The password to encrypt with: the one of the label asked for, else the only one there is. */
export function chooseSecret({ keyring, configuration }: VaultSession, flags: VaultCommandFlags): VaultSecret {
  const labels = keyring.secrets.map((secret) => secret.id);
  const wanted = flags.encryptVaultId ?? configuration.vaultEncryptIdentity;
  const [first, second] =
    wanted === undefined ? keyring.secrets : keyring.secrets.filter((secret) => secret.id === wanted);
  if (!first) {
    throw new ProvisionError(
      'E0701',
      `Did not find a match for --encrypt-vault-id=${wanted ?? ''} in the known vault-ids ${toText(labels)}`,
      {
        hint: 'check --encrypt-vault-id',
      },
    );
  }
  if (wanted === undefined && second) {
    throw new ProvisionError('E0001', `there are several vault passwords to encrypt with: ${labels.join(', ')}`, {
      hint: 'choose one with --encrypt-vault-id',
    });
  }
  return first;
}

/** A fixed salt, when the configuration sets one, makes the same text give the same data. */
export function saltOf({ configuration }: VaultSession): Buffer | undefined {
  return configuration.vaultEncryptSalt === undefined ? undefined : Buffer.from(configuration.vaultEncryptSalt);
}
