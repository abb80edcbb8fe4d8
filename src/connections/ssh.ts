import type { Connect, Connection, ConnectionOptions } from '../transport/connection.js';
import { Sessions } from '../transport/sessions.js';
import type { Shell } from '../transport/shell.js';
import { Dialer } from './dial.js';
import { SshLine, type SshLogin } from './ssh-line.js';
import { resolveTarget } from './ssh-resolve.js';
import type { SshTarget } from './ssh-target.js';

/** Connects over SSH, without any program of the controller. */
export const connectSsh: Connect = async (options) => openSshConnection(await resolveTarget(options), options);

/** What a connection leaves behind for a later one with the same target and options: a login, and shells by session. */
export interface SshRemains {
  readonly login: SshLogin;
  readonly shells: ReadonlyMap<string, Shell>;
}

export interface SshConnection extends Connection {
  /** Ends whatever is busy and gives the rest away; `undefined` when the connection is not open. It is not used after this. */
  release(): Promise<SshRemains | undefined>;
}

/** Opens a connection to a target, or goes on with what an earlier one has left. */
export async function openSshConnection(
  target: SshTarget,
  options: ConnectionOptions,
  remains?: SshRemains,
): Promise<SshConnection> {
  const line = new SshLine(target, options, remains?.login);
  await line.channels();
  const source = {
    host: options.name,
    user: target.user,
    open: (command: string) => line.open(command),
    shell: options.shell,
    becomeMethods: options.becomeMethods,
    becomeTimeout: options.connectTimeout + 2,
  };
  const sessions = new Sessions(source, remains?.shells);
  const dialer = new Dialer(options.name, async () => (await line.channels()).client, sessions);
  const close = async (): Promise<void> => {
    await sessions.close();
    await line.close();
  };
  return {
    session: (become) => sessions.get(become),
    separateSession: (become) => sessions.open(become),
    dial: (address, as) => dialer.dial(address, as),
    reset: close,
    leave: (user) => sessions.leave(user),
    close,
    async release() {
      dialer.close();
      const shells = await sessions.release();
      const login = await line.release();
      return login && { login, shells };
    },
  };
}
