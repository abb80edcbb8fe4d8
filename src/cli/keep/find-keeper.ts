import { spawn } from 'node:child_process';
import { realpathSync } from 'node:fs';
import { connect, Socket } from 'node:net';
import { isPrivate } from './place.js';
import { serveWords } from './serve-words.js';
import { variablesOfStart } from './world.js';

/** A stream to the keeper that listens at a path, if there is one and it is ours. */
export function connectKeeper(path: string, user: number): Promise<Socket | undefined> {
  if (!isPrivate(path, user, 'socket')) return Promise.resolve(undefined);
  return new Promise((resolve) => {
    const socket = connect(path);
    // Left behind by one that was killed, or just about to end.
    socket.once('error', () => resolve(undefined));
    socket.once('connect', () => resolve(socket));
  });
}

export interface StartedProgram {
  /** The program's own file, or a link to it: by the name of a link it may be another program. */
  readonly script: string;
  /** Where it will listen for later runs. */
  readonly path: string;
  readonly variables: Readonly<Record<string, string | undefined>>;
}

/**
 * Starts a keeper in a session of its own; the stream to it is there before it is. What the user's environment and command
 * line hold travels over the stream, so that other processes do not see it in the keeper's.
 */
export function startKeeper({ script, path, variables }: StartedProgram): Promise<Socket | undefined> {
  const { HOME, XDG_CACHE_HOME } = variables;
  const homes = Object.fromEntries(Object.entries({ HOME, XDG_CACHE_HOME }).filter(([, value]) => value !== undefined));
  const child = spawn(process.execPath, [...process.execArgv, realpathSync(script), ...serveWords, path], {
    cwd: '/',
    detached: true,
    env: { ...homes, ...variablesOfStart(variables) },
    stdio: ['ignore', 'ignore', 'ignore', 'pipe'],
  });
  const stream = child.stdio[3];
  child.unref();
  return new Promise((resolve) => {
    child.once('error', () => resolve(undefined));
    child.once('spawn', () => resolve(stream instanceof Socket ? stream : undefined));
  });
}
