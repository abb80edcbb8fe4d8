import type { Connect } from '../transport/connection.js';

/** Loaded when first used: the libraries behind it are the largest part of the program. */
const ssh: Connect = async (options) => (await import('./ssh.js')).connectSsh(options);
const local: Connect = async (options) => (await import('./local.js')).connectLocal(options);

/** Every connection plug-in by the names that `connection` and `ansible_connection` use. */
export const connections: ReadonlyMap<string, Connect> = new Map([
  ['local', local],
  ['paramiko', ssh],
  ['paramiko_ssh', ssh],
  ['smart', ssh],
  ['ssh', ssh],
]);
