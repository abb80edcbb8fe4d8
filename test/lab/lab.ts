import { mkdir, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ensureKey, type Flavour } from './base-image.js';
import { findDaemon } from './daemon.js';
import { destroyHost, labHost, startHost, type HostDescription, type LabHost } from './host.js';
import { raiseKernelLimits } from './kernel-limits.js';
import { closeNetwork, openNetwork } from './network.js';
import { addressOf, keyFile, labDirectory } from './paths.js';
import { hostPrerequisites, installPrerequisites, labUnavailable } from './prerequisites.js';
import { silent, type Progress } from './progress.js';
import { stopRegistry } from './registry.js';

/** A set of throwaway hosts on the bridge, and the key that opens root and deploy on each. */
export interface Lab {
  readonly key: string;
  readonly hosts: readonly LabHost[];
  /** Stops the hosts, removes their files, and leaves no process behind. */
  close(): Promise<void>;
}

export interface LabOptions extends Partial<Flavour> {
  /** Tells labs that stand side by side apart. */
  readonly name: string;
  /** How many, then called lab1, lab2 ... by their numbers, or their names. */
  readonly hosts: number | readonly string[];
  /** The number of the first host, see `firstHost`: its address is 10.77.0.(10 + number). */
  readonly first: number;
  readonly progress?: Progress;
}

/** Boots a lab. Hosts of the same lab that still run are kept as they are, so an interrupted start continues. */
export async function openLab(options: LabOptions): Promise<Lab> {
  const { name, progress = silent } = options;
  await prepareLab(name, progress);
  const hosts = planHosts(options);
  await Promise.all(hosts.map((host) => bringUp(host, progress)));
  return { key: keyFile, hosts: hosts.map((host) => labHost(host, progress)), close: () => closeLab(name) };
}

/** What all labs need on this machine: programs, the key, the network. The lab's directory keeps the network up. */
export async function prepareLab(name: string, progress: Progress): Promise<void> {
  const reason = labUnavailable();
  if (reason !== undefined) throw new Error(reason);
  await mkdir(labDirectory(name), { recursive: true });
  await installPrerequisites(hostPrerequisites, progress);
  await raiseKernelLimits();
  await ensureKey();
  await openNetwork();
}

/** Starts a host and keeps a note of it for `closeLab`. */
export async function bringUp(host: HostDescription, progress: Progress): Promise<void> {
  await writeFile(`${host.directory}.json`, JSON.stringify(host));
  await startHost(host, progress);
}

/** Stops every host of a lab; the network goes with the last lab. */
export async function closeLab(name: string): Promise<void> {
  await Promise.all((await knownHosts(name)).map(({ host }) => destroyHost(host)));
  await rm(labDirectory(name), { recursive: true, force: true });
  await closeNetwork(stopRegistry);
}

/** The hosts that a lab has or had, and whether they run. */
export async function knownHosts(name: string): Promise<{ host: HostDescription; isRunning: boolean }[]> {
  const directory = labDirectory(name);
  const files = await readdir(directory).catch(() => []);
  const notes = files.filter((file) => file.endsWith('.json')).sort();
  return Promise.all(
    notes.map(async (file) => {
      const host = JSON.parse(await readFile(join(directory, file), 'utf8')) as HostDescription;
      return { host, isRunning: (await findDaemon(host.pidFile)) !== undefined };
    }),
  );
}

/** Plans the hosts of a lab without touching anything. */
export function planHosts(options: Omit<LabOptions, 'progress'>): HostDescription[] {
  const { name: lab, hosts, first, docker = true, python = false } = options;
  const names = typeof hosts === 'number' ? Array.from({ length: hosts }, (_, index) => `lab${first + index}`) : hosts;
  const addresses = names.map((name, index) => [name, addressOf(first + index)] as const);
  return addresses.map(([name, address]) => {
    const directory = join(labDirectory(lab), name);
    const files = { directory, pidFile: `${directory}.pid`, logFile: `${directory}.log` };
    return { name, address, ...files, flavour: { docker, python }, hosts: addresses };
  });
}
