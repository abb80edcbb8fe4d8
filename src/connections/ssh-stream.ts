import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import { execa } from 'execa';
import type { Client } from 'ssh2';
import { messageOf } from '../base/errors.js';
import { definedOnly, type Environment } from './environment.js';
import { openClient, type HostKeyListener } from './ssh-client.js';
import { unreachable } from './ssh-errors.js';
import type { SshTarget } from './ssh-target.js';

/** What opening a way to a target needs besides the target. */
export interface Controller extends HostKeyListener {
  readonly environment: Environment;
}

/** Connects to a target, over its jump hosts if it has any. */
export function connectTarget(target: SshTarget, controller: Controller): Promise<Client> {
  return openClient(target, () => openStream(target, controller), controller);
}

function openStream(target: SshTarget, controller: Controller): Promise<Duplex> {
  switch (target.route.kind) {
    case 'direct':
      return openSocket(target);
    case 'jump':
      return jump(target, target.route.over, controller);
    case 'command':
      return runProxy(target, target.route.command, controller.environment);
  }
}

const reasons: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'connection refused',
  EHOSTUNREACH: 'no route to the host',
  ENETUNREACH: 'no route to its network',
  ETIMEDOUT: 'no answer',
  ENOTFOUND: 'the name is not known',
  EAI_AGAIN: 'the name is not known (the resolver does not answer)',
};

/** A TCP connection; IPv6 and IPv4 addresses are tried side by side. */
function openSocket(target: SshTarget): Promise<Duplex> {
  const { host, port, family, connectTimeout } = target;
  return new Promise((resolve, reject) => {
    const socket = connect({ host, port, noDelay: true, autoSelectFamily: family === 0, family });
    const patience = setTimeout(() => {
      socket.destroy();
      reject(unreachable(target, `no answer within ${connectTimeout} s`));
    }, connectTimeout * 1000);
    socket.once('connect', () => {
      clearTimeout(patience);
      socket.removeAllListeners('error');
      resolve(gatherWrites(socket));
    });
    socket.once('error', (error: NodeJS.ErrnoException) => {
      clearTimeout(patience);
      reject(unreachable(target, reasons[codeOf(error)] ?? error.message, error));
    });
  });
}

/** ssh2 writes a packet in three pieces. What is written together is sent together: a third of the work for large transfers. */
function gatherWrites(socket: Socket): Duplex {
  const write = socket.write.bind(socket);
  let isGathering = false;
  const gathered = (piece: Uint8Array): boolean => {
    if (!isGathering) {
      isGathering = true;
      socket.cork();
      process.nextTick(() => {
        isGathering = false;
        socket.uncork();
      });
    }
    return write(piece);
  };
  return Object.assign(socket, { write: gathered });
}

/** When every address of a name fails, Node reports them together: the first one is as good as any. */
function codeOf(error: NodeJS.ErrnoException): string {
  const first: unknown = error instanceof AggregateError ? error.errors[0] : error;
  return first instanceof Error && 'code' in first ? String(first.code) : '';
}

/** From hop to hop: each one is logged in to over the one before, with its own key check and keys. */
async function jump(target: SshTarget, over: readonly SshTarget[], controller: Controller): Promise<Duplex> {
  const hops: Client[] = [];
  const leave = (): void => hops.reverse().forEach((client) => client.end());
  try {
    for (const [index, hop] of over.entries()) {
      const before = hops[index - 1];
      hops.push(
        await (before === undefined
          ? connectTarget(hop, controller)
          : openClient(hop, () => forwardTo(before, hop), controller)),
      );
    }
    const last = hops.at(-1);
    if (last === undefined) return await openSocket(target);
    const stream = await forwardTo(last, target);
    stream.once('close', leave);
    return stream;
  } catch (error) {
    leave();
    throw error;
  }
}

function forwardTo(client: Client, target: SshTarget): Promise<Duplex> {
  return new Promise((resolve, reject) => {
    client.forwardOut('127.0.0.1', 0, target.host, target.port, (error, stream) => {
      if (error) reject(unreachable(target, `the jump host cannot connect to it: ${messageOf(error)}`, error));
      else resolve(stream);
    });
  });
}

async function runProxy(target: SshTarget, command: string, environment: Environment): Promise<Duplex> {
  const child = execa('/bin/sh', ['-c', `exec ${command}`], {
    env: definedOnly(environment),
    extendEnv: false,
    buffer: false,
    reject: false,
    detached: true,
    stderr: 'pipe',
  });
  await Promise.race([once(child, 'spawn'), child]);
  const stream = child.duplex();
  // It may end before anybody listens; the handshake asks for the reason.
  stream.on('error', () => undefined);
  stream.once('close', () => void child.kill());
  void child.then(({ exitCode }) =>
    stream.destroy(unreachable(target, `its ProxyCommand ended with status ${exitCode ?? 'unknown'}`)),
  );
  return stream;
}
