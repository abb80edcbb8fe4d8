import { connect as connectSocket } from 'node:net';
import type { Duplex } from 'node:stream';
import { execa } from 'execa';
import { ProvisionError, messageOf } from '../base/errors.js';
import type { Channel, OpenChannel } from '../transport/channel.js';
import type { Connect, DialAddress } from '../transport/connection.js';
import { Sessions } from '../transport/sessions.js';
import { definedOnly, userOf, type Environment } from './environment.js';

/** This machine itself, without SSH. */
export const connectLocal: Connect = async (options) => {
  const sessions = new Sessions({
    ...options,
    host: options.name,
    user: userOf(),
    becomeTimeout: options.connectTimeout,
    open: openChild(options.environment, options.directory),
  });
  return {
    session: (become) => sessions.get(become),
    separateSession: (become) => sessions.open(become),
    dial: (address) => dialLocal(address),
    reset: () => sessions.close(),
    leave: (user) => sessions.leave(user),
    close: () => sessions.close(),
  };
};

/** A child of its own process group: the terminal's interrupt key is for us to handle, not for the children. */
function openChild(environment: Environment, directory: string | undefined): OpenChannel {
  return async (command) => {
    const child = execa('/bin/sh', ['-c', command], {
      stdin: 'pipe',
      stdout: 'pipe',
      stderr: 'pipe',
      buffer: false,
      reject: false,
      detached: true,
      env: definedOnly(environment),
      extendEnv: false,
      ...(directory === undefined ? {} : { cwd: directory }),
    });
    const ended: Channel['ended'] = child.then((result) => ({
      orderly: true,
      reason: result.shortMessage ?? 'the local shell ended',
    }));
    return {
      stdin: child.stdin,
      stdout: child.stdout,
      stderr: child.stderr,
      ended,
      destroy: () => void child.kill('SIGKILL'),
    };
  };
}

function dialLocal(address: DialAddress): Promise<Duplex> {
  return new Promise((resolve, reject) => {
    const socket = 'socket' in address ? connectSocket(address.socket) : connectSocket(address.port, address.host);
    socket.once('connect', () => resolve(socket));
    socket.once('error', (error) =>
      reject(new ProvisionError('E0601', `cannot reach ${describe(address)}: ${messageOf(error)}`, { cause: error })),
    );
  });
}

function describe(address: DialAddress): string {
  return 'socket' in address ? address.socket : `${address.host}:${address.port}`;
}
