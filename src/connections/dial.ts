import type { Duplex } from 'node:stream';
import type { Client } from 'ssh2';
import type { BecomeOptions, DialAddress } from '../transport/connection.js';
import { nameOf, relay } from '../transport/relay.js';
import type { Sessions } from '../transport/sessions.js';

/**
 * Streams to addresses as the target sees them. Forwarding by sshd is tried first; where it is forbidden, or the
 * login user may not open the socket, a program of the target does it with the right user. What worked is remembered.
 */
export class Dialer {
  readonly #relayed = new Set<string>();
  readonly #open = new Set<Duplex>();

  constructor(
    readonly host: string,
    readonly client: () => Promise<Client>,
    readonly sessions: Sessions,
  ) {}

  async dial(address: DialAddress, as?: BecomeOptions): Promise<Duplex> {
    const stream = await this.#connect(address, as);
    this.#open.add(stream);
    stream.once('close', () => this.#open.delete(stream));
    return stream;
  }

  /** Lets go of the streams that are still open. */
  close(): void {
    for (const stream of this.#open) stream.destroy();
  }

  async #connect(address: DialAddress, as?: BecomeOptions): Promise<Duplex> {
    const key = `${nameOf(address)} ${as?.user ?? ''}`;
    if (!this.#relayed.has(key)) {
      const forwarded = await forward(await this.client(), address);
      if (forwarded !== undefined) return forwarded;
    }
    const relayed = await relay(await this.sessions.start('socket' in address ? as : undefined), this.host, address);
    this.#relayed.add(key);
    return relayed;
  }
}

/** `undefined` when sshd refuses: it does not say why, but the program that is asked next will. */
function forward(client: Client, address: DialAddress): Promise<Duplex | undefined> {
  return new Promise((resolve) => {
    const gone = (): void => resolve(undefined);
    client.once('close', gone);
    const done = (error: Error | undefined, stream: Duplex): void => {
      client.off('close', gone);
      resolve(error === undefined ? stream : undefined);
    };
    if ('socket' in address) client.openssh_forwardOutStreamLocal(address.socket, done);
    else client.forwardOut('127.0.0.1', 0, address.host, address.port, done);
  });
}
