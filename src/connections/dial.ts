import type { Duplex } from 'node:stream';
import type { Client } from 'ssh2';
import { messageOf, ProvisionError } from '../base/errors.js';
import type { BecomeOptions, DialAddress } from '../transport/connection.js';
import type { Sessions } from '../transport/sessions.js';

export interface DialFrom {
  readonly host: string;
  readonly client: Client;
  readonly sessions: Sessions;
}

export async function dialFrom({ host, client }: DialFrom, address: DialAddress, _as?: BecomeOptions): Promise<Duplex> {
  return new Promise((resolve, reject) => {
    const done = (error: Error | undefined, stream: Duplex): void => {
      if (error) reject(new ProvisionError('E0601', `${host}: ${messageOf(error)}`));
      else resolve(stream);
    };
    if ('socket' in address) client.openssh_forwardOutStreamLocal(address.socket, done);
    else client.forwardOut('127.0.0.1', 0, address.host, address.port, done);
  });
}
