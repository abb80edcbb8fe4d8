import { ProvisionError } from '../base/errors.js';
import type { Position } from '../base/position.js';
import type { Secret } from '../base/secret.js';
import { KeyDerivation, decryptPayload, encryptPayload } from './cipher.js';
import { openEnvelope, sealEnvelope } from './envelope.js';

/** A vault password and its label. */
export interface VaultSecret {
  readonly id: string;
  readonly password: Secret;
}

export interface KeyringOptions {
  /** Only passwords with the data's label are tried (`vault_id_match`). */
  readonly mustMatchId?: boolean;
}

/** Decrypted data, and the label of the password that opened it. */
export interface Opened {
  readonly plain: Buffer;
  readonly secret: VaultSecret;
}

/** The vault passwords of a run. Decrypting the same text twice costs once. */
export class VaultKeyring {
  readonly #derivation = new KeyDerivation();
  readonly #opened = new Map<string, Opened>();

  constructor(
    readonly secrets: readonly VaultSecret[],
    readonly options: KeyringOptions = {},
  ) {}

  /** The text inside vault data, as UTF-8. `at` is where the data stands, for errors. */
  decryptText(armoured: string, at?: Position): string {
    return this.open(armoured, at).plain.toString('utf8');
  }

  /** The bytes inside vault data, and the password that opened it. */
  open(armoured: string, at?: Position): Opened {
    const known = this.#opened.get(armoured);
    if (known) return known;
    const opened = this.#open(armoured, at);
    this.#opened.set(armoured, opened);
    return opened;
  }

  /** Vault data for bytes. The salt is random unless given. */
  encrypt(plain: Uint8Array, secret: VaultSecret, salt?: Buffer): string {
    const payload = encryptPayload(plain, secret.password.reveal(), { derivation: this.#derivation, salt });
    return sealEnvelope({ id: secret.id, payload });
  }

  #open(armoured: string, at: Position | undefined): Opened {
    const { id, payload } = openEnvelope(armoured, at);
    if (this.secrets.length === 0) throw noPassword(at);
    for (const secret of this.#candidates(id)) {
      const plain = decryptPayload(payload, secret.password.reveal(), this.#derivation);
      if (plain) return { plain, secret };
    }
    const tried = this.secrets.map((secret) => secret.id).join(', ');
    throw new ProvisionError('E0702', 'Decryption failed (no vault secrets were found that could decrypt).', {
      at,
      hint: `the data is labelled ${id}, and the passwords tried ${tried}; if one of them is right, the data was damaged`,
    });
  }

  /** The passwords to try, those with the data's own label first. */
  #candidates(id: string): VaultSecret[] {
    const matching = this.secrets.filter((secret) => secret.id === id);
    if (this.options.mustMatchId) return matching;
    return [...matching, ...this.secrets.filter((secret) => secret.id !== id)];
  }
}

function noPassword(at: Position | undefined): ProvisionError {
  return new ProvisionError('E0701', 'Attempting to decrypt but no vault secrets found.', {
    at,
    hint: 'set VAULT_PASSWORD, or use --vault-password-file, --vault-id or -J',
  });
}
