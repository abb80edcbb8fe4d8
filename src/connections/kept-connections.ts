import { readFile } from 'node:fs/promises';
import { keyedDigest } from '../transport/keyed-digest.js';
import type { Connect, ConnectionOptions } from '../transport/connection.js';
import type { Shell } from '../transport/shell.js';
import { definedOnly } from './environment.js';
import { isStillTrusted } from './host-key.js';
import { openSshConnection, type SshConnection, type SshRemains } from './ssh.js';
import { resolveTarget } from './ssh-resolve.js';
import type { SshTarget } from './ssh-target.js';

/** Milliseconds within which a kept shell must answer before a run relies on it. */
const patience = 3000;

/** What is known of a kept connection, without secrets. */
export interface KeptConnection {
  readonly name: string;
  readonly address: string;
  readonly user: string;
  readonly shells: number;
}

interface Entry {
  readonly remains: SshRemains;
  readonly about: KeptConnection;
  readonly forget: () => void;
}

/**
 * SSH connections and their shells, kept from run to run. One that is in use belongs to its run alone; it comes back
 * when the run closes it, and is used again only by a run for which everything that made it is the same.
 */
export class KeptConnections {
  readonly #kept = new Map<string, Entry>();
  readonly #milliseconds: () => number;

  /** @param milliseconds how long a connection is kept after its last use */
  constructor(milliseconds: () => number) {
    this.#milliseconds = milliseconds;
  }

  /** As `connectSsh`, over a kept connection where there is one. */
  readonly connect: Connect = async (options) => {
    const target = await resolveTarget(options);
    const identity = await identityOf(target, options);
    const connection = await openSshConnection(target, options, await this.#take(identity));
    return { ...connection, close: () => this.#keep(connection, { identity, target }) };
  };

  /** The connections that wait. */
  get list(): readonly KeptConnection[] {
    return [...this.#kept.values()].map(({ about }) => about);
  }

  /** Ends all that wait. */
  close(): void {
    for (const identity of [...this.#kept.keys()]) this.#remove(identity)?.login.channels.client.end();
  }

  /** A kept connection that is alive and trusted, taken out. One that is not is ended. */
  async #take(identity: string): Promise<SshRemains | undefined> {
    const remains = this.#remove(identity);
    if (remains === undefined) return undefined;
    const { login, shells } = remains;
    const checks = [...login.hostKeys.map(isStillTrusted), ...[...shells.values()].map(answers)];
    if ((await Promise.all(checks)).every(Boolean)) return remains;
    login.channels.client.destroy();
    return undefined;
  }

  async #keep(connection: SshConnection, { identity, target }: { identity: string; target: SshTarget }): Promise<void> {
    const remains = await connection.release();
    if (remains === undefined) return;
    const { client } = remains.login.channels;
    // Only a shell tells later whether the host is still there.
    if (remains.shells.size === 0 || this.#kept.has(identity)) return void client.end();
    const end = (): void => void this.#remove(identity)?.login.channels.client.end();
    const timer = setTimeout(end, this.#milliseconds());
    const lost = (): void => void this.#remove(identity);
    client.once('close', lost);
    const { name, host, user } = target;
    this.#kept.set(identity, {
      remains,
      about: { name, address: host, user, shells: remains.shells.size },
      forget() {
        clearTimeout(timer);
        client.off('close', lost);
      },
    });
  }

  #remove(identity: string): SshRemains | undefined {
    const entry = this.#kept.get(identity);
    this.#kept.delete(identity);
    entry?.forget();
    return entry?.remains;
  }
}

async function answers(shell: Shell): Promise<boolean> {
  return (
    shell.isUsable &&
    shell.refresh(patience).then(
      () => true,
      () => false,
    )
  );
}

/** Everything that made a connection: where it leads, who logs in with what, over which hosts and programs. */
async function identityOf(target: SshTarget, { name, shell, environment }: ConnectionOptions): Promise<string> {
  return keyedDigest([name, shell, await describeTarget(target, definedOnly(environment))]);
}

async function describeTarget(target: SshTarget, environment: Readonly<Record<string, string>>): Promise<unknown> {
  const { route, password, passphrase, ...rest } = target;
  const keys = await Promise.all(target.keyFiles.map(({ file }) => readFile(file, 'base64').catch(() => undefined)));
  const over = route.kind === 'jump' ? route.over : [];
  const way = await Promise.all(over.map((hop) => describeTarget(hop, environment)));
  // A program on the way may read any variable.
  const program = route.kind === 'command' ? [route.command, environment] : undefined;
  return [rest, password?.reveal(), passphrase?.reveal(), keys, way, program];
}
