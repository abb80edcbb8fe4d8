import type { Client, ClientChannel } from 'ssh2';
import { messageOf, ProvisionError } from '../base/errors.js';
import type { Channel, ChannelEnd } from '../transport/channel.js';
import { ConnectionLost } from '../transport/connection-lost.js';

/** Seconds to wait for a place when the host allows no further session. */
const patience = 10;

/** Opens session channels on one client. When the host allows no more of them (MaxSessions), waits for one to end. */
export class SshChannels {
  #open = 0;
  readonly #waiting: (() => void)[] = [];

  constructor(
    readonly client: Client,
    readonly host: string,
  ) {
    client.setMaxListeners(0);
  }

  async open(command: string): Promise<Channel> {
    for (;;) {
      const channel = await this.#tryOpen(command);
      if (channel !== undefined) return channel;
      if (await this.#isPlaceLeft()) continue;
      throw new ProvisionError('E0606', `${this.host} opens no further session, with ${this.#open} open`, {
        hint: 'see MaxSessions in the sshd_config of the host',
      });
    }
  }

  /** `undefined` when the host refuses while others are open. */
  async #tryOpen(command: string): Promise<Channel | undefined> {
    try {
      const channel = await this.#exec(command);
      this.#open++;
      void channel.ended.then(() => this.#leave());
      return channel;
    } catch (error) {
      if (this.#open > 0 && /open fail/i.test(messageOf(error))) return undefined;
      throw new ConnectionLost(`${this.host} does not start a command: ${messageOf(error)}`, 'no', { cause: error });
    }
  }

  #leave(): void {
    this.#open--;
    for (const wake of this.#waiting.splice(0)) wake();
  }

  /** Waits until a channel has ended; `false` when none does. */
  #isPlaceLeft(): Promise<boolean> {
    return new Promise((resolve) => {
      const timer = setTimeout(() => resolve(false), patience * 1000);
      this.#waiting.push(() => {
        clearTimeout(timer);
        resolve(true);
      });
    });
  }

  /** The channel's events are listened to at once: a command that ends right away has told all before a promise is answered. */
  #exec(command: string): Promise<Channel> {
    return new Promise((resolve, reject) => {
      const gone = (): void => reject(new Error('the connection was lost'));
      this.client.once('close', gone);
      this.client.exec(command, (error, stream) => {
        this.client.off('close', gone);
        if (error) reject(error);
        else resolve(asChannel(stream, this.client));
      });
    });
  }
}

function asChannel(stream: ClientChannel, client: Client): Channel {
  let isConnected = true;
  let status = '';
  const drop = (): void => void (isConnected = false);
  client.once('close', drop);
  stream.once(
    'exit',
    (code: number | null, signal?: string) => (status = code === null ? `signal ${signal ?? ''}` : `status ${code}`),
  );
  const closed = new Promise<void>((resolve) => void stream.once('close', () => resolve()));
  const silent = new Promise<void>((resolve) => void stream.stderr.once('end', () => resolve()));
  const ended = Promise.all([closed, silent]).then((): ChannelEnd => {
    client.off('close', drop);
    const orderly = isConnected && status !== '';
    return { orderly, reason: orderly ? `the shell ended with ${status}` : 'the connection was lost' };
  });
  const destroy = (): void => {
    stream.destroy();
    // ssh2 reports the end only when all output has been read.
    stream.resume();
    stream.stderr.resume();
  };
  return { stdin: stream, stdout: stream, stderr: stream.stderr, ended, destroy };
}
