import type { FilterDefinition } from '../template/plugins.js';
import { KeyDerivation, decryptPayload, encryptPayload } from '../vault/cipher.js';
import { defaultVaultId, isVaultText, openEnvelope, sealEnvelope } from '../vault/envelope.js';
import { flag, optionalText, requireText } from './arguments.js';
import { failure } from './failure.js';
import { toText } from '../values/repr.js';
import { VaultText } from '../values/value.js';

const vault: FilterDefinition = {
  name: 'vault',
  parameters: ['secret', ['salt', null], ['vault_id', 'filter_default'], ['wrap_object', false]],
  examples: [["{{ 'text' | vault('password', salt='salt') | unvault('password') }}", 'text']],
  apply(input, args, context) {
    const text = requireText(input, (type) => `Can only vault strings, instead we got: <class '${type}'>`);
    const salt = optionalText(args['salt']);
    const id = toText(args['vault_id']);
    const payload = encryptPayload(Buffer.from(text, 'utf8'), secretOf(args['secret']), {
      derivation: new KeyDerivation(),
      salt: salt === undefined ? undefined : Buffer.from(salt, 'utf8'),
    });
    const sealed = sealEnvelope({ id: id === '' ? defaultVaultId : id, payload });
    return flag(args['wrap_object']) ? new VaultText(sealed, context.at) : sealed;
  },
};

const unvault: FilterDefinition = {
  name: 'unvault',
  parameters: ['secret', ['vault_id', 'filter_default']],
  apply(input, args, { at, controller }) {
    const text = requireText(
      input instanceof VaultText ? input.armoured : input,
      (type) => `Vault should be in the form of a string, instead we got: <class '${type}'>`,
    );
    if (!isVaultText(text)) return text;
    const { payload } = openEnvelope(text, at);
    const plain = decryptPayload(payload, secretOf(args['secret']), new KeyDerivation());
    if (plain === undefined) throw failure('Unable to decrypt: the secret is not the one that encrypted this text');
    controller.addSecret(plain.toString('utf8'));
    return plain.toString('utf8');
  },
};

function secretOf(secret: unknown): string {
  return typeof secret === 'string'
    ? secret
    : requireText(null, (type) => `Secret passed is required to be a string, instead we got: <class '${type}'>`);
}

export const vaultFilters = [vault, unvault] as const;
