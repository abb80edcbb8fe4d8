import { connect, type Socket } from 'node:net';
import { unreachable } from './ssh-client.js';
import type { SshTarget } from './ssh-target.js';

const reasons: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'connection refused',
  EHOSTUNREACH: 'no route to the host',
  ENETUNREACH: 'no route to its network',
  ETIMEDOUT: 'no answer',
  ENOTFOUND: 'the name is not known',
  EAI_AGAIN: 'the name is not known (the resolver does not answer)',
};

/** A TCP connection to the target; IPv6 and IPv4 addresses are tried side by side. */
export function openSocket(target: SshTarget): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const socket = connect({ host: target.host, port: target.port, noDelay: true, autoSelectFamily: true });
    const patience = setTimeout(() => {
      socket.destroy();
      reject(unreachable(target, `no answer within ${target.connectTimeout} s`, undefined));
    }, target.connectTimeout * 1000);
    socket.once('connect', () => {
      clearTimeout(patience);
      socket.removeAllListeners('error');
      resolve(socket);
    });
    socket.once('error', (error: NodeJS.ErrnoException) => {
      clearTimeout(patience);
      reject(unreachable(target, reasons[error.code ?? ''] ?? error.message, error));
    });
  });
}
