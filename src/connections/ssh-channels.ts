import type { Client, ClientChannel } from 'ssh2';
import { messageOf, ProvisionError } from '../base/errors.js';
import type { Channel, ChannelEnd } from '../transport/channel.js';
import { Places } from './places.js';

/** sshd's default for MaxSessions: more session channels than this are refused. */
const usualMaxSessions = 10;

/** Opens session channels on one client, never more at a time than the server allows; the others wait. */
export class SshChannels {
  readonly #places = new Places(usualMaxSessions);

  constructor(
    readonly client: Client,
    readonly host: string,
  ) {}

  async open(command: string, { terminal = false }: { readonly terminal?: boolean } = {}): Promise<Channel> {
    const leave = await this.#places.enter();
    try {
      const stream = await this.#exec(command, terminal);
      const channel = asChannel(stream, this.client);
      void channel.ended.then(leave);
      return channel;
    } catch (error) {
      leave();
      throw new ProvisionError('E0606', `${this.host} opens no further session: ${messageOf(error)}`, {
        hint: 'see MaxSessions in the sshd_config of the host',
        cause: error,
      });
    }
  }

  #exec(command: string, terminal: boolean): Promise<ClientChannel> {
    return new Promise((resolve, reject) => {
      const gone = (): void => reject(new Error('the connection was lost'));
      this.client.once('close', gone);
      this.client.exec(command, terminal ? { pty: { term: 'dumb' } } : {}, (error, stream) => {
        this.client.off('close', gone);
        if (error) reject(error);
        else resolve(stream);
      });
    });
  }
}

function asChannel(stream: ClientChannel, client: Client): Channel {
  let isConnected = true;
  let status = '';
  client.setMaxListeners(0);
  const drop = (): void => void (isConnected = false);
  client.once('close', drop);
  stream.once(
    'exit',
    (code: number | null, signal?: string) => (status = code === null ? `signal ${signal ?? ''}` : `status ${code}`),
  );
  const ended = new Promise<ChannelEnd>((resolve) => {
    stream.once('close', () => {
      client.off('close', drop);
      const orderly = isConnected && status !== '';
      resolve({ orderly, reason: orderly ? `the shell ended with ${status}` : 'the connection was lost' });
    });
  });
  return { stdin: stream, stdout: stream, stderr: stream.stderr, ended, destroy: () => stream.destroy() };
}
