import type { Client } from 'ssh2';
import type { OpenChannel } from '../transport/channel.js';
import { ConnectionLost } from '../transport/connection-lost.js';
import type { Connect, Connection, ConnectionOptions } from '../transport/connection.js';
import { Sessions } from '../transport/sessions.js';
import { SshChannels } from './ssh-channels.js';
import { connectTarget } from './ssh-stream.js';
import { resolveTarget } from './ssh-resolve.js';
import type { SshTarget } from './ssh-target.js';
import { Dialer } from './dial.js';

/** Connects over SSH, without any program of the controller. */
export const connectSsh: Connect = async (options) => {
  const target = await resolveTarget(options);
  const line = new SshLine(target, options);
  await line.channels();
  const open: OpenChannel = (command) => openChannel(line, command);
  const sessions = new Sessions({
    host: options.name,
    user: target.user,
    open,
    shell: options.shell,
    becomeMethods: options.becomeMethods,
  });
  const dialer = new Dialer(options.name, async () => (await line.channels()).client, sessions);
  const close = async (): Promise<void> => {
    await sessions.close();
    await line.close();
  };
  const connection: Connection = {
    session: (become) => sessions.get(become),
    separateSession: (become) => sessions.open(become),
    dial: (address, as) => dialer.dial(address, as),
    reset: close,
    leave: (user) => sessions.leave(user),
    close,
  };
  return connection;
};

/** Starts a command; on a connection that turns out to be lost before it ran, once more on a new one. */
async function openChannel(line: SshLine, command: string): ReturnType<OpenChannel> {
  try {
    return await (await line.channels()).open(command);
  } catch (error) {
    if (!(error instanceof ConnectionLost) || error.ran !== 'no') throw error;
    return (await line.channels()).open(command);
  }
}

/** The SSH connection itself: opened when first needed, and again after it was lost or reset. */
class SshLine {
  #opening: Promise<SshChannels> | undefined;

  constructor(
    readonly target: SshTarget,
    readonly options: ConnectionOptions,
  ) {}

  channels(): Promise<SshChannels> {
    if (this.#opening !== undefined) return this.#opening;
    const opening = this.#open();
    this.#opening = opening;
    opening.catch(() => this.#forget(opening));
    return opening;
  }

  async close(): Promise<void> {
    const opening = this.#opening;
    this.#opening = undefined;
    if (opening !== undefined) endClient((await opening).client);
  }

  async #open(): Promise<SshChannels> {
    const client = await connectTarget(this.target, this.options);
    const channels = new SshChannels(client, this.options.name);
    // What was running is told by its channel's end; here only the next one must connect anew.
    client.on('error', () => undefined);
    client.once('close', () => (this.#opening = undefined));
    return channels;
  }

  #forget(opening: Promise<SshChannels>): void {
    if (this.#opening === opening) this.#opening = undefined;
  }
}

function endClient(client: Client): void {
  client.end();
}
