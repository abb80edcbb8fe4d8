import { ProvisionError } from '../base/errors.js';
import { didYouMean } from '../base/suggest.js';
import type { Connect, Connection, ConnectionOptions } from '../transport/connection.js';
import type { ConnectionTrace } from './connection-trace.js';

/** One connection for each way of reaching a host, opened when first needed and kept for the run. */
export class ConnectionPool {
  readonly #plugins: ReadonlyMap<string, Connect>;
  readonly #open = new Map<string, Promise<Connection>>();

  /** @param trace hears of connections that are opened */
  constructor(
    plugins: ReadonlyMap<string, Connect>,
    readonly trace?: ConnectionTrace,
  ) {
    this.#plugins = plugins;
  }

  /** The connection of these options. A failed attempt is not remembered: the next task tries again. */
  async connect(options: ConnectionOptions): Promise<Connection> {
    const key = keyOf(options);
    const open = this.#open.get(key);
    if (open) return open;
    const plugin = this.#plugin(options);
    const opening = this.trace ? this.trace.connecting(options, () => plugin(options)) : plugin(options);
    this.#open.set(key, opening);
    try {
      return await opening;
    } catch (thrown) {
      this.#open.delete(key);
      throw thrown;
    }
  }

  #plugin(options: ConnectionOptions): Connect {
    const name = options.plugin.replace(/^ansible\.(?:builtin|legacy|netcommon)\./, '');
    const plugin = this.#plugins.get(name);
    if (plugin) return plugin;
    throw new ProvisionError('E0503', `the connection "${options.plugin}" of ${options.name} is not supported`, {
      hint: didYouMean(name, this.#plugins.keys()) ?? `use one of ${[...this.#plugins.keys()].join(', ')}`,
    });
  }

  async close(): Promise<void> {
    const open = [...this.#open.values()];
    this.#open.clear();
    await Promise.allSettled(open.map(async (connection) => (await connection).close()));
  }
}

function keyOf(options: ConnectionOptions): string {
  const {
    password,
    privateKeyPassphrase,
    plugin,
    address,
    port,
    user,
    privateKeyFile,
    sshArguments,
    shell,
    directory,
  } = options;
  // Secrets are compared without being written out: a connection is opened once for a password.
  return JSON.stringify([
    plugin,
    address,
    port,
    user,
    privateKeyFile,
    sshArguments,
    shell,
    directory,
    password?.reveal() ?? null,
    privateKeyPassphrase?.reveal() ?? null,
  ]);
}
