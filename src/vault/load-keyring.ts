import type { ProgramRunner } from './run-password-program.js';
import { ProvisionError, messageOf } from '../base/errors.js';
import { Secret } from '../base/secret.js';
import { defaultVaultId } from './envelope.js';
import { VaultKeyring, type VaultSecret } from './keyring.js';
import { readPassword, splitVaultId, type AskPassword, type PasswordSource } from './password-source.js';

/** Where a run's vault passwords come from, as the command line and the configuration say. */
export interface KeyringSources {
  /** `label@source`, the configuration's first. */
  readonly vaultIds: readonly string[];
  readonly passwordFiles: readonly string[];
  /** `-J`: ask for the password. */
  readonly askPassword: boolean;
  /** Ask when there is no other source: the vault commands do. */
  readonly askWhenNone?: boolean;
  /** Ask twice, because the password will be used to encrypt something new. */
  readonly isNew?: boolean;
  /** `vault_id_match` of the configuration. */
  readonly mustMatchId?: boolean;
}

export interface KeyringEnvironment {
  readonly directory: string;
  readonly home: string | undefined;
  /** `VAULT_PASSWORD` of the environment: used when there is no other source. */
  readonly environmentPassword: string | undefined;
  readonly ask: AskPassword;
  readonly runProgram?: ProgramRunner | undefined;
  readonly warn: (message: string) => void;
}

/** Reads all vault passwords. One that cannot be read is a warning, and an error when there is no other. */
export async function loadKeyring(sources: KeyringSources, environment: KeyringEnvironment): Promise<VaultKeyring> {
  const secrets: VaultSecret[] = [];
  const problems: unknown[] = [];
  for (const source of passwordSources(sources, environment.environmentPassword !== undefined)) {
    try {
      secrets.push(await readPassword(source, { ...environment, earlier: secrets }));
    } catch (error) {
      environment.warn(`${problemTitle(source, error)}: ${messageOf(error)}`);
      problems.push(error);
    }
  }
  if (secrets.length === 0 && problems.length > 0) throw problems.at(-1);
  return new VaultKeyring(withEnvironment(secrets, environment), { mustMatchId: sources.mustMatchId ?? false });
}

function problemTitle({ id, source }: PasswordSource, error: unknown): string {
  if (source === 'prompt') return `Error in vault password prompt (${id})`;
  const isMissing = error instanceof ProvisionError && error.code === 'E0003';
  return `Error ${isMissing ? 'getting vault password file' : 'in vault password file loading'} (${id})`;
}

function withEnvironment(
  secrets: readonly VaultSecret[],
  { environmentPassword }: KeyringEnvironment,
): readonly VaultSecret[] {
  if (secrets.length > 0 || environmentPassword === undefined) return secrets;
  if (environmentPassword.trim() === '')
    throw new ProvisionError('E0704', 'VAULT_PASSWORD is set but empty', { hint: 'unset it or give it a value' });
  return [{ id: defaultVaultId, password: new Secret(environmentPassword.trim()) }];
}

function passwordSources(sources: KeyringSources, hasEnvironment: boolean): PasswordSource[] {
  const isNew = sources.isNew ?? false;
  const found = [
    ...sources.vaultIds.map((text) => labelled(text, isNew)),
    ...sources.passwordFiles.map((source) => ({ id: defaultVaultId, source, prompts: [] })),
  ];
  const mustAsk = sources.askPassword || (found.length === 0 && !hasEnvironment && sources.askWhenNone === true);
  const ask = isNew ? ['New Vault password: ', 'Confirm New Vault password: '] : ['Vault password: '];
  return mustAsk ? [...found, { id: defaultVaultId, source: 'prompt', prompts: ask }] : found;
}

function labelled(text: string, isNew: boolean): PasswordSource {
  const { id, source } = splitVaultId(text);
  const isPrompt = source === 'prompt' || source === 'prompt_ask_vault_pass';
  const ask = isNew
    ? [`New vault password (${id}): `, `Confirm new vault password (${id}): `]
    : [`Vault password (${id}): `];
  return { id, source: isPrompt ? 'prompt' : source, prompts: isPrompt ? ask : [] };
}
