import { open } from 'node:fs/promises';
import ssh2, { type ParsedKey } from 'ssh2';
import { messageOf, ProvisionError } from '../base/errors.js';
import type { Secret } from '../base/secret.js';
import type { SshTarget } from './ssh-target.js';

/** A private key, and the file it is from. */
export interface PrivateKey {
  readonly file: string;
  readonly key: ParsedKey;
}

/** The keys that can be used, and why those that the user named cannot. */
export interface LoadedKeys {
  readonly keys: readonly PrivateKey[];
  readonly passedOver: readonly string[];
}

/**
 * Reads the private keys of a target. A key that the user named must be usable (E0607), unless it is encrypted or open to
 * others, and an agent may hold it. Among the others (`~/.ssh/id_*`, ssh_config), those that cannot be used are passed over.
 */
export async function loadPrivateKeys({ keyFiles, passphrase, agent }: SshTarget): Promise<LoadedKeys> {
  const keys: PrivateKey[] = [];
  const passedOver: string[] = [];
  for (const { file, isRequired } of keyFiles) {
    try {
      keys.push({ file, key: await readPrivateKey(file, passphrase) });
    } catch (error) {
      const mayBeInAgent = agent !== undefined && error instanceof KeyOfAgent;
      if (isRequired && !mayBeInAgent) throw error;
      if (isRequired) passedOver.push(messageOf(error));
    }
  }
  return { keys, passedOver };
}

async function readPrivateKey(file: string, passphrase: Secret | undefined): Promise<ParsedKey> {
  const { content, mode, uid } = await readWithMode(file).catch((error: unknown) => {
    throw unreadable(file, error);
  });
  // ssh's own rule: others may not even read one's own keys; of another user's keys it does not care.
  if (uid === process.getuid?.() && (mode & 0o077) !== 0) throw tooOpen(file, mode);
  return parsePrivateKey(file, content, passphrase);
}

async function readWithMode(file: string): Promise<{ content: Buffer; mode: number; uid: number }> {
  const handle = await open(file);
  try {
    const { mode, uid } = await handle.stat();
    return { content: await handle.readFile(), mode, uid };
  } finally {
    await handle.close();
  }
}

/** A key whose file is of no use as it is: the agent may hold it. */
class KeyOfAgent extends ProvisionError {}

function tooOpen(file: string, mode: number): ProvisionError {
  const rights = (mode & 0o777).toString(8).padStart(4, '0');
  return new KeyOfAgent('E0607', `the private key ${file} is open to others (mode ${rights}), so it is not used`, {
    hint: `only you may read it: chmod 600 ${file}`,
  });
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
    return new KeyOfAgent('E0607', `the private key ${file} is encrypted, and no passphrase was given`, {
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
