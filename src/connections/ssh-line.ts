import type { Channel } from '../transport/channel.js';
import { ConnectionLost } from '../transport/connection-lost.js';
import type { ConnectionOptions } from '../transport/connection.js';
import { SshChannels } from './ssh-channels.js';
import type { ShownHostKey } from './ssh-client.js';
import { connectTarget } from './ssh-stream.js';
import type { SshTarget } from './ssh-target.js';

/** A login that stands: its channels, and the keys by which the host and those on the way to it were recognised. */
export interface SshLogin {
  readonly channels: SshChannels;
  readonly hostKeys: readonly ShownHostKey[];
}

/** The SSH connection itself: opened when first needed, and again after it was lost or reset. */
export class SshLine {
  #opening: Promise<SshLogin> | undefined;
  readonly #lost = (): void => (this.#opening = undefined);

  /** @param kept a login that an earlier line has released */
  constructor(
    readonly target: SshTarget,
    readonly options: ConnectionOptions,
    kept?: SshLogin,
  ) {
    if (kept === undefined) return;
    this.#opening = Promise.resolve(kept);
    kept.channels.client.once('close', this.#lost);
  }

  async channels(): Promise<SshChannels> {
    return (await this.#login()).channels;
  }

  /** Starts a command; on a connection that turns out to be lost before it ran, once more on a new one. */
  async open(command: string): Promise<Channel> {
    try {
      return await (await this.channels()).open(command);
    } catch (error) {
      if (!(error instanceof ConnectionLost) || error.ran !== 'no') throw error;
      return (await this.channels()).open(command);
    }
  }

  async close(): Promise<void> {
    (await this.release())?.channels.client.end();
  }

  /** Gives the login away, if there is one. The line opens a new one when it is used again. */
  async release(): Promise<SshLogin | undefined> {
    const login = await this.#opening;
    this.#opening = undefined;
    login?.channels.client.off('close', this.#lost);
    return login;
  }

  #login(): Promise<SshLogin> {
    if (this.#opening !== undefined) return this.#opening;
    const opening = this.#open();
    this.#opening = opening;
    opening.catch(() => this.#forget(opening));
    return opening;
  }

  async #open(): Promise<SshLogin> {
    const hostKeys: ShownHostKey[] = [];
    const client = await connectTarget(this.target, {
      ...this.options,
      onHostKey: (shown) => void hostKeys.push(shown),
    });
    const channels = new SshChannels(client, this.options.name);
    // What was running is told by its channel's end; here only the next one must connect anew.
    client.on('error', () => undefined);
    client.once('close', this.#lost);
    return { channels, hostKeys };
  }

  #forget(opening: Promise<SshLogin>): void {
    if (this.#opening === opening) this.#opening = undefined;
  }
}
