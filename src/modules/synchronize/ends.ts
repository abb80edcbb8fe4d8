import { resolve } from 'node:path';
import type { Controller, Reach } from '../../module-kit/index.js';
import type { ConnectionOptions } from '../../transport/connection.js';
import { expandHome } from '../files/home.js';
import type { SynchronizeArgs } from './arguments.js';
import type { Ends, Passage } from './words.js';

/** Where rsync is started, and what it is told of the two ends. */
export interface Journey {
  /** On the controller, or by a script on the host that the task is delegated to. */
  readonly from: 'controller' | 'delegate';
  readonly ends: Ends;
  /** `undefined` where both ends are on one machine, or rsync speaks its own protocol. */
  readonly over: ConnectionOptions | undefined;
}

/**
 * rsync is started on the controller, or on another host that the task is delegated to. The other end is the task's host;
 * when the task is delegated to its own host, both ends are there.
 */
export function journeyOf(args: SynchronizeArgs, controller: Controller): Journey {
  const { own, delegate } = controller.reach;
  const from = delegate === undefined || isLocal(delegate) ? 'controller' : 'delegate';
  const isOneMachine = delegate ? from === 'delegate' && delegate.name === own.name : isLocal(own);
  const near = (path: string): string => (from === 'controller' ? hereOf(path, controller) : path);
  const far = isOneMachine ? near : (path: string): string => thereOf(path, args, own);
  const ends =
    args.mode === 'push'
      ? { src: near(args.src), dest: far(args.dest) }
      : { src: far(args.src), dest: near(args.dest) };
  const speaksRsync = Object.values(ends).some((end) => end.startsWith('rsync://'));
  return { from, ends, over: isOneMachine || speaksRsync ? undefined : own };
}

function isLocal({ plugin }: ConnectionOptions): boolean {
  return /(?:^|\.)local$/.test(plugin);
}

/** A path that rsync is told to be elsewhere: `host:path`, `host::module`, `rsync://`. */
function isElsewhere(path: string): boolean {
  return /^[^/]*:/.test(path);
}

/** A path of the controller, searched as those of copied files are; a slash at its end keeps its meaning. */
function hereOf(path: string, controller: Controller): string {
  if (isElsewhere(path)) return path;
  const expanded = expandHome(path);
  const found = controller.findFile('files', expanded) ?? resolve(controller.directory, expanded);
  return path.endsWith('/') && !found.endsWith('/') ? `${found}/` : found;
}

function thereOf(path: string, { set_remote_user }: SynchronizeArgs, { address, user }: ConnectionOptions): string {
  if (isElsewhere(path)) return path;
  const host = address.includes(':') ? `[${address}]` : address;
  return `${set_remote_user && user !== undefined ? `${user}@` : ''}${host}:${path}`;
}

/** How rsync reaches the other end: its own ssh, told what the connection of the task's host is told. */
export function passageOf(args: SynchronizeArgs, journey: Journey, reach: Reach, ssh: string): Passage {
  const { over, from } = journey;
  const { become } = reach;
  if (!over) return { shell: undefined, remoteProgram: args.rsync_path };
  const sudo = become?.method === 'sudo' ? `sudo -u ${become.user} rsync` : undefined;
  // What is on the controller is no key of a host that the task is delegated to.
  const key = args.private_key ?? (from === 'controller' ? over.privateKeyFile || undefined : undefined);
  const port = args.dest_port ?? over.port;
  const words = [
    ssh,
    ...(args.ssh_connection_multiplexing ? [] : ['-S', 'none']),
    ...(key === undefined ? [] : ['-i', from === 'controller' ? expandHome(key) : key]),
    ...(port === undefined ? [] : ['-o', `Port=${port}`]),
    ...(args.verify_host ? [] : ['-o', 'StrictHostKeyChecking=no', '-o', 'UserKnownHostsFile=/dev/null']),
    ...(args.use_ssh_args ? over.sshArguments : []),
  ];
  return { shell: words.map(rsyncWord).join(' '), remoteProgram: args.rsync_path ?? sudo };
}

/** rsync splits its shell at spaces, and knows both kinds of quotes, but no way to write one within its own kind. */
function rsyncWord(word: string): string {
  if (!/[\s'"]/.test(word)) return word;
  return word.includes('"') ? `'${word}'` : `"${word}"`;
}
