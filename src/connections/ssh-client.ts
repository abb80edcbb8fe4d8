import type { Duplex } from 'node:stream';
import { NodeSSH } from 'node-ssh';
import type { Client } from 'ssh2';
import { ProvisionError } from '../base/errors.js';
import { HostKeyCheck } from './host-key.js';
import { credentialsOf, offerInOrder } from './ssh-auth.js';
import { explainHandshake } from './ssh-errors.js';
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
    throw hostKey.problem ?? explainHandshake(target, stream.errored ?? error, { offered, notes });
  }
  const client = ssh.connection;
  if (client === null) throw new ProvisionError('E0606', `${target.name} closed the connection right after the login`);
  return client;
}
