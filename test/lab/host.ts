import { readFile, readdir } from 'node:fs/promises';
import { connect } from 'node:net';
import { join } from 'node:path';
import { execa } from 'execa';
import { baseImage, type Flavour } from './base-image.js';
import { exists } from './exists.js';
import { bootContainer, getLeader, stopContainer, type Container } from './boot.js';
import { findDaemon } from './daemon.js';
import { removeTree, makeFileSystem } from './file-system.js';
import { setCable, setDelay } from './network.js';
import { keyFile } from './paths.js';
import type { Progress } from './progress.js';
import { until } from './until.js';

/** A real machine as far as SSH can tell. */
export interface LabHost {
  readonly name: string;
  readonly address: string;
  /** Runs a command, as root unless told otherwise, past everything that is being tested. */
  ssh(command: string, options?: SshOptions): Promise<SshResult>;
  /** Its host keys, as lines of a known_hosts file. */
  knownHosts(): Promise<string>;
  /** Unplugs the network cable. */
  cut(): Promise<void>;
  /** Plugs it in again. */
  heal(): Promise<void>;
  /** Holds back every packet that it sends for so many milliseconds; `undefined` for no longer. */
  delay(milliseconds: number | undefined): Promise<void>;
  /** A fresh file system, freshly booted; of another flavour if wanted. */
  reset(flavour?: Flavour): Promise<void>;
}

export interface SshOptions {
  readonly user?: 'root' | 'deploy';
  readonly input?: string;
}

export interface SshResult {
  readonly stdout: string;
  readonly stderr: string;
  readonly exitCode: number;
}

/** What it takes to make and to reach a host: plain data, so it can be handed to another process. */
export interface HostDescription extends Container {
  readonly flavour: Flavour;
  /** All hosts of its lab: name and address. */
  readonly hosts: readonly (readonly [name: string, address: string])[];
}

/** A host that is running, or is about to. */
export function labHost(host: HostDescription, progress: Progress): LabHost {
  const { name, address } = host;
  return {
    name,
    address,
    ssh: (command, options) => ssh(address, command, options),
    knownHosts: async () => knownHosts(host),
    cut: async () => setCable(await getLeader(host), 'down'),
    heal: async () => setCable(await getLeader(host), 'up'),
    delay: async (milliseconds) => setDelay(await getLeader(host), milliseconds),
    reset: async (flavour = host.flavour) => {
      await destroyHost(host);
      await startHost({ ...host, flavour }, progress);
    },
  };
}

/** Brings a host up, continuing wherever an interrupted start had come to, and waits until it is ready. */
export async function startHost(host: HostDescription, progress: Progress): Promise<void> {
  const { name, address, directory, flavour } = host;
  await refuseStranger(host);
  if (!(await exists(directory))) {
    const base = await baseImage(flavour, progress);
    await makeFileSystem(directory, { base, name, hosts: new Map(host.hosts) });
  }
  await bootContainer(host);
  await until(`${name} (${address}) is ready, see ${host.logFile}`, 90, () => findReady(address));
  progress(`${name} is up at ${address}`);
}

/** Stops a host and removes its files. */
export async function destroyHost(host: Container): Promise<void> {
  await stopContainer(host);
  await removeTree(`${host.directory}.part`);
  await removeTree(host.directory);
}

async function ssh(address: string, command: string, { user = 'root', input }: SshOptions = {}): Promise<SshResult> {
  const target = [...sshArguments(), `${user}@${address}`, command];
  const result = await execa('ssh', target, {
    reject: false,
    ...(input === undefined ? { stdin: 'ignore' } : { input }),
  });
  return { stdout: result.stdout, stderr: result.stderr, exitCode: result.exitCode ?? 255 };
}

/** Read from the host's disk, so nobody on the way can have given them. */
async function knownHosts({ address, directory }: HostDescription): Promise<string> {
  const keys = join(directory, 'upper/etc/ssh');
  const files = (await readdir(keys)).filter((file) => /^ssh_host_.*\.pub$/.test(file)).sort();
  const lines = await Promise.all(files.map(async (file) => (await readFile(join(keys, file), 'utf8')).split(' ')));
  return lines.map(([type, key]) => `${address} ${type} ${key}\n`).join('');
}

/** How to reach a host with OpenSSH: the lab's key, and no memory of host keys that change with each reset. */
export function sshArguments(): string[] {
  const options = ['StrictHostKeyChecking=no', 'UserKnownHostsFile=/dev/null', 'LogLevel=ERROR', 'BatchMode=yes'];
  return ['-i', keyFile, ...[...options, 'ConnectTimeout=3', 'IdentitiesOnly=yes'].flatMap((option) => ['-o', option])];
}

async function findReady(address: string): Promise<true | undefined> {
  const { stdout } = await ssh(address, 'systemctl is-system-running --wait');
  return ['running', 'degraded'].includes(stdout.trim()) ? true : undefined;
}

/** An address that answers before its host has booted belongs to somebody else's machine. */
async function refuseStranger({ name, address, pidFile }: HostDescription): Promise<void> {
  if ((await findDaemon(pidFile)) !== undefined) return;
  if (await isListening(address)) throw new Error(`${address} is taken by another lab's host; ${name} cannot have it`);
}

async function isListening(address: string): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ host: address, port: 22, timeout: 300 });
    const answer = (is: boolean) => {
      socket.destroy();
      resolve(is);
    };
    socket.once('connect', () => answer(true));
    socket.once('timeout', () => answer(false));
    socket.once('error', () => answer(false));
  });
}
