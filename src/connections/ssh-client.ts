import type { Duplex } from 'node:stream';
import { NodeSSH } from 'node-ssh';
import type { Client } from 'ssh2';
import { messageOf, ProvisionError } from '../base/errors.js';
import { HostKeyCheck } from './host-key.js';
import { credentialsOf, offerInOrder } from './ssh-auth.js';
import { loadPrivateKeys } from './ssh-keys.js';
import type { SshTarget } from './ssh-target.js';
import type { AskAboutHostKey } from '../transport/connection.js';

/**
 * Connects to a target: checks the host's key, proves who we are, and returns the connected client. When the user has
 * to be asked about a new host, the connection is dropped meanwhile and opened again: a handshake does not wait.
 */
export async function openClient(
  target: SshTarget,
  openStream: () => Promise<Duplex>,
  ask?: AskAboutHostKey,
): Promise<Client> {
  const hostKey = await HostKeyCheck.prepare(target);
  try {
    const client = await handshake(target, await openStream(), hostKey);
    if (target.hostKeys.mode === 'accept-new') await hostKey.remember();
    return client;
  } catch (error) {
    const { unknownKey } = hostKey;
    if (hostKey.problem === undefined || unknownKey === undefined || ask === undefined) throw error;
    if (!(await ask(unknownKey))) throw error;
    await hostKey.remember();
    return openClient(target, openStream);
  }
}

async function handshake(target: SshTarget, stream: Duplex, hostKey: HostKeyCheck): Promise<Client> {
  const { credentials, notes } = await credentialsOf(target, await loadPrivateKeys(target));
  const offered: string[] = [];
  const ssh = new NodeSSH();
  try {
    await ssh.connect({
      sock: stream,
      host: target.host,
      username: target.user,
      authHandler: offerInOrder(credentials, offered),
      hostVerifier: hostKey.accept,
      algorithms: { serverHostKey: hostKey.algorithms, compress: ['none'] },
      readyTimeout: target.connectTimeout * 1000,
      keepaliveInterval: target.keepaliveInterval * 1000,
      keepaliveCountMax: target.keepaliveCount,
    });
  } catch (error) {
    stream.destroy();
    throw hostKey.problem ?? explain(target, error, { offered, notes });
  }
  const client = ssh.connection;
  if (client === null) throw new ProvisionError('E0606', `${target.name} closed the connection right after the login`);
  return client;
}

interface Attempt {
  readonly offered: readonly string[];
  readonly notes: readonly string[];
}

function explain(target: SshTarget, error: unknown, { offered, notes }: Attempt): ProvisionError {
  const reason = messageOf(error);
  const where = `${target.user}@${target.host}:${target.port}`;
  if (/authentication methods failed|too many authentication failures/i.test(reason)) {
    const tried = offered.length === 0 ? 'nothing to offer' : `tried ${offered.join(', ')}`;
    return new ProvisionError('E0602', `${target.name} does not let ${where} in: ${[tried, ...notes].join('; ')}`, {
      hint: 'name the right key with --private-key or ansible_ssh_private_key_file, or the password with -k; ansible_user sets the user',
      cause: error,
    });
  }
  if (/timed out/i.test(reason))
    return unreachable(target, `no answer to the SSH handshake within ${target.connectTimeout} s`, error);
  return unreachable(target, reason, error);
}

/** E0601, with what to look at. */
export function unreachable(target: SshTarget, reason: string, cause: unknown): ProvisionError {
  return new ProvisionError('E0601', `${target.name} (${target.host}:${target.port}) cannot be reached: ${reason}`, {
    hint: hintFor(reason),
    cause,
  });
}

function hintFor(reason: string): string {
  if (/not known|ENOTFOUND|EAI_AGAIN/.test(reason))
    return 'the name does not resolve: set ansible_host to an address or a name that does';
  if (/refused/.test(reason)) return 'the host is up, but no SSH server listens there: check ansible_port';
  return 'check that the host is up, ansible_host and ansible_port, and any firewall on the way';
}
