import { join } from 'node:path';
import type { ConnectionOptions } from '../transport/connection.js';
import type { SshTarget } from './ssh-target.js';

const defaultKeys = ['id_ed25519', 'id_ecdsa', 'id_rsa'];

export async function resolveTarget(options: ConnectionOptions): Promise<SshTarget> {
  const { environment } = options;
  const home = environment['HOME'] ?? '/';
  const port = options.port ?? 22;
  return {
    name: options.name,
    host: options.address,
    port,
    user: options.user ?? environment['USER'] ?? 'root',
    password: options.password,
    keyFiles:
      options.privateKeyFile === undefined
        ? defaultKeys.map((name) => join(home, '.ssh', name))
        : [options.privateKeyFile],
    areKeysRequired: options.privateKeyFile !== undefined,
    passphrase: options.privateKeyPassphrase,
    agent: environment['SSH_AUTH_SOCK'],
    identitiesOnly: false,
    hostKeys: {
      mode: options.hostKeyChecking,
      alias: options.address,
      files: [join(home, '.ssh', 'known_hosts')],
      isHashing: false,
    },
    connectTimeout: options.connectTimeout,
    keepaliveInterval: 15,
    keepaliveCount: 3,
    jumps: [],
    proxyCommand: undefined,
  };
}
