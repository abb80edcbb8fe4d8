import { ProvisionError } from '../base/errors.js';
import { didYouMean } from '../base/suggest.js';
import type { Connect } from '../transport/connection.js';
import { connectLocal } from './local.js';
import { connectSsh } from './ssh.js';

/** Every connection plug-in by the names that `connection` and `ansible_connection` use. */
export const connections: ReadonlyMap<string, Connect> = new Map([
  ['local', connectLocal],
  ['paramiko', connectSsh],
  ['paramiko_ssh', connectSsh],
  ['smart', connectSsh],
  ['ssh', connectSsh],
]);

/** Opens a connection with the plug-in of this name, short or as `ansible.builtin.NAME`. */
export const connect: Connect = async (options) => {
  const name = options.plugin.replace(/^ansible\.(builtin|netcommon)\./, '');
  const plugin = connections.get(name);
  if (plugin !== undefined) return plugin(options);
  throw new ProvisionError('E0503', `the connection "${options.plugin}" of ${options.name} is not supported`, {
    hint: didYouMean(name, connections.keys()) ?? `use one of ${[...connections.keys()].join(', ')}`,
  });
};
