import { readFile } from 'node:fs/promises';
import ssh2, { type ParsedKey } from 'ssh2';
import { messageOf, ProvisionError } from '../base/errors.js';
import type { Secret } from '../base/secret.js';
import type { KeyFile, SshTarget } from './ssh-target.js';

/** A private key, and the file it is from. */
export interface PrivateKey {
  readonly file: string;
  readonly key: ParsedKey;
}

/**
 * Reads the private keys of a target. A key that the user named must be usable (E0607); among the default ones
 * (`~/.ssh/id_*`) those that are missing, or need a passphrase that nobody gave, are passed over.
 */
export async function loadPrivateKeys(target: SshTarget): Promise<PrivateKey[]> {
  const loaded: PrivateKey[] = [];
  for (const wanted of target.keyFiles) {
    const key = await loadPrivateKey(wanted, target.passphrase);
    if (key !== undefined) loaded.push({ file: wanted.file, key });
  }
  return loaded;
}

async function loadPrivateKey(
  { file, isRequired }: KeyFile,
  passphrase: Secret | undefined,
): Promise<ParsedKey | undefined> {
  try {
    const content = await readFile(file);
    return parsePrivateKey(file, content, passphrase);
  } catch (error) {
    if (!isRequired) return undefined;
    if (error instanceof ProvisionError) throw error;
    throw unreadable(file, error);
  }
}

function unreadable(file: string, error: unknown): ProvisionError {
  const isMissing = messageOf(error).startsWith('ENOENT');
  const hint = isMissing
    ? 'see ansible_ssh_private_key_file, --private-key and private_key_file'
    : 'the file must be readable by you';
  return new ProvisionError('E0607', `the private key ${file} ${isMissing ? 'does not exist' : 'cannot be read'}`, {
    hint,
    cause: error,
  });
}

/** Parses one key file: PEM, PKCS#8, OpenSSH or PuTTY format, encrypted or not. */
export function parsePrivateKey(file: string, content: Buffer, passphrase: Secret | undefined): ParsedKey {
  const parsed = ssh2.utils.parseKey(content, passphrase?.reveal());
  const key = Array.isArray(parsed) ? parsed[0] : parsed;
  if (key === undefined || key instanceof Error)
    throw unusable(file, key?.message ?? 'it holds no key', passphrase !== undefined);
  if (key.isPrivateKey()) return key;
  throw new ProvisionError('E0607', `${file} is a public key`, {
    hint: `name the private one: ${file.replace(/\.pub$/, '')}`,
  });
}

function unusable(file: string, reason: string, hasPassphrase: boolean): ProvisionError {
  if (/no passphrase given/i.test(reason)) {
    return new ProvisionError('E0607', `the private key ${file} is encrypted, and no passphrase was given`, {
      hint: 'set ansible_ssh_private_key_passphrase, or load the key into your agent with ssh-add',
    });
  }
  if (hasPassphrase && /integrity|passphrase|decrypt|bad decrypt/i.test(reason)) {
    return new ProvisionError('E0607', `the passphrase of the private key ${file} is wrong`);
  }
  return new ProvisionError('E0607', `the private key ${file} cannot be used: ${reason}`, {
    hint: 'the file must begin with a line like "-----BEGIN OPENSSH PRIVATE KEY-----"',
  });
}
