import { connect, createServer, Socket, type Server } from 'node:net';
import { rmSync } from 'node:fs';
import { enter, leave } from './enter.js';
import { Keeper } from './keeper.js';
import { Wire } from './wire.js';
import { describeWorld } from './world.js';

/** The stream to the caller that has started this process: the first descriptor after the standard ones. */
const firstCaller = 3;

/** Milliseconds to say goodbye to hosts. */
const patience = 2000;

/** Is a keeper until it ends by itself: the first caller's run comes over a stream of its own, later ones to the socket at `path`. */
export function serve(script: string, path: string): Promise<void> {
  return new Promise((resolve) => {
    const server = createServer((socket) => keeper.greet(new Wire(socket)));
    const keeper = new Keeper(describeWorld(script, process.env), {
      enter,
      leave,
      stop() {
        server.close();
        setTimeout(() => process.exit(0), patience).unref();
        resolve();
      },
      abandon: () => process.exit(1),
    });
    const fail = (error: unknown): void => {
      keeper.fail(error);
      setImmediate(() => process.exit(1));
    };
    process.on('uncaughtException', fail);
    // A caller's Ctrl-C reaches it as a message; its terminal may close without taking this process along.
    for (const signal of ['SIGINT', 'SIGHUP', 'SIGPIPE'] as const) process.on(signal, () => undefined);
    keeper.greet(new Wire(new Socket({ fd: firstCaller })));
    void listen(server, path).then((isListening) => (keeper.isReachable = isListening));
  });
}

/** Listens at a path; `false` where somebody else does, or nothing can be written: this process just does its first run. */
async function listen(server: Server, path: string): Promise<boolean> {
  if (await tryToListen(server, path)) return true;
  if (await isAnswered(path)) return false;
  rmSync(path, { force: true });
  return tryToListen(server, path);
}

function tryToListen(server: Server, path: string): Promise<boolean> {
  return new Promise((resolve) => {
    const before = process.umask(0o177);
    server.once('error', () => resolve(false));
    server.listen(path, () => resolve(true));
    process.umask(before);
  });
}

function isAnswered(path: string): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(path);
    socket.once('connect', () => (socket.destroy(), resolve(true)));
    socket.once('error', () => resolve(false));
  });
}
