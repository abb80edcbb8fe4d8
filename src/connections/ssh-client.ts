import type { Duplex } from 'node:stream';
import { NodeSSH } from 'node-ssh';
import type { Client } from 'ssh2';
import { ProvisionError } from '../base/errors.js';
import { HostKeyCheck } from './host-key.js';
import { credentialsOf, offerInOrder, type Credential } from './ssh-auth.js';
import { explainHandshake } from './ssh-errors.js';
import { loadPrivateKeys } from './ssh-keys.js';
import type { SshTarget } from './ssh-target.js';
import type { AskAboutHostKey } from '../transport/connection.js';

/** The key by which a host, or a jump host on the way, was recognised. */
export interface ShownHostKey {
  readonly target: SshTarget;
  /** In base64. */
  readonly key: string;
}

/** Who is asked about an unknown host, and told of the keys that were accepted. */
export interface HostKeyListener {
  readonly onUnknownKeys?: AskAboutHostKey | undefined;
  readonly onHostKey?: ((shown: ShownHostKey) => void) | undefined;
}

/**
 * Connects to a target: checks the host's key, proves who we are, and returns the connected client. When the user has
 * to be asked about a new host, the connection is dropped meanwhile and opened again: a handshake does not wait.
 */
export async function openClient(
  target: SshTarget,
  openStream: () => Promise<Duplex>,
  { onUnknownKeys, onHostKey }: HostKeyListener,
): Promise<Client> {
  const hostKey = await HostKeyCheck.prepare(target);
  try {
    const offer = await prepareOffer(target);
    const client = await handshake({ target, hostKey, ...offer }, await openStream());
    if (target.hostKeys.mode === 'accept-new') await hostKey.remember();
    onHostKey?.({ target, key: hostKey.shownKey ?? '' });
    return client;
  } catch (error) {
    const { unknownKey } = hostKey;
    if (hostKey.problem === undefined || unknownKey === undefined || onUnknownKeys === undefined) throw error;
    if (!(await onUnknownKeys(unknownKey))) throw error;
    await hostKey.remember();
    return openClient(target, openStream, { onHostKey });
  }
}

/** What will be offered to the server, made before anything is connected. */
interface Offer {
  readonly credentials: readonly Credential[];
  /** What could not be offered. */
  readonly notes: readonly string[];
}

async function prepareOffer(target: SshTarget): Promise<Offer> {
  const { keys, passedOver } = await loadPrivateKeys(target);
  const { credentials, notes } = await credentialsOf(target, keys);
  return { credentials, notes: [...passedOver, ...notes] };
}

interface Login extends Offer {
  readonly target: SshTarget;
  readonly hostKey: HostKeyCheck;
}

async function handshake({ target, hostKey, credentials, notes }: Login, stream: Duplex): Promise<Client> {
  const offered: string[] = [];
  // ssh2 tells of the stream's end; before and after it listens, an error must not end the program.
  stream.on('error', () => undefined);
  if (stream.destroyed) throw explainHandshake(target, stream.errored ?? new Error('EPIPE'), { offered, notes });
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
