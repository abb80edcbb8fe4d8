import { join } from 'node:path';
import type { LabHost } from '../lab/host.js';
import { openLab } from '../lab/lab.js';
import { firstHost, labDirectory } from '../lab/paths.js';
import { hostPrerequisites, imagePrerequisites, installPrerequisites, labUnavailable } from '../lab/prerequisites.js';
import { openRegistry } from '../lab/serve-images.js';
import { addressesOf } from './addresses.js';
import { requireUnchanged, runProvision } from './provision.js';
import { proveStack, type Proof } from './proof.js';
import type { Screen } from './screen.js';
import { writeSite, type Site } from './site.js';
import { stackClient } from './stack-client.js';

/** The name of the demo's lab. */
export const demoLab = 'demo';

export interface DemoOptions {
  readonly observers: number;
  readonly slaves: number;
  /** Whether standard output is for the result only. */
  readonly isQuiet: boolean;
  /** Whether the hosts have Python, so that Ansible can be run over them too. */
  readonly python?: boolean;
}

/** What the demo ends with. */
export interface DemoResult {
  readonly addresses: Readonly<Record<string, string>>;
  readonly credentials: { readonly user: string; readonly password: string };
  readonly hosts: Readonly<Record<string, string>>;
  readonly inventory: string;
  readonly key: string;
  readonly vaultPassword: string;
  readonly proof: Proof;
  readonly secondRun: { readonly changed: number };
}

/** From a bare machine to a stack that has proved itself. Each step finds out what is done already, so it can be run again. */
export async function runDemo(options: DemoOptions, screen: Screen): Promise<DemoResult> {
  const reason = labUnavailable();
  if (reason !== undefined) throw new Error(reason);
  const { step } = screen;
  const tools = [...hostPrerequisites, ...imagePrerequisites];
  await step('programs of this machine', (progress) => installPrerequisites(tools, progress));
  const { images } = await step('container images', (progress) => openRegistry(progress));
  const hosts = await step('hosts', (progress) => bootHosts(options, progress));
  const site = await step('inventory and vault', () => prepareSite(hosts, images));
  const command = { vaultPassword: site.secrets.vaultPassword, isQuiet: options.isQuiet };
  const args = ['-i', site.inventory];
  screen.note(`\n$ provision ${args.join(' ')}\n`);
  await runProvision(args, command);
  const client = stackClient('admin', site.secrets.adminPassword);
  const proof = await step('the stack works', (progress) => proveStack(client, hosts, progress));
  await step('a second run changes nothing', (progress) => requireUnchanged(args, command, progress));
  return describeResult(hosts, site, proof);
}

interface DemoHosts {
  readonly observers: readonly LabHost[];
  readonly slaves: readonly LabHost[];
  readonly key: string;
}

/** Debian and sshd, nothing else: Docker is for `provision` to install. */
async function bootHosts(
  { observers, slaves, python = false }: DemoOptions,
  progress: (line: string) => void,
): Promise<DemoHosts> {
  const names = [...numbered('observer', observers), ...numbered('slave', slaves)];
  const lab = await openLab({ name: demoLab, hosts: names, first: firstHost.demo, docker: false, python, progress });
  return { observers: lab.hosts.slice(0, observers), slaves: lab.hosts.slice(observers), key: lab.key };
}

async function prepareSite(
  { observers, slaves, key }: DemoHosts,
  images: Readonly<Record<string, string>>,
): Promise<Site> {
  const keys = await Promise.all([...observers, ...slaves].map((host) => host.knownHosts()));
  return writeSite(join(labDirectory(demoLab), 'site'), { observers, slaves, key, images }, keys.join(''));
}

function describeResult({ observers, slaves, key }: DemoHosts, { inventory, secrets }: Site, proof: Proof): DemoResult {
  return {
    addresses: addressesOf(observers),
    credentials: { user: 'admin', password: secrets.adminPassword },
    hosts: Object.fromEntries([...observers, ...slaves].map(({ name, address }) => [name, address])),
    inventory,
    key,
    vaultPassword: secrets.vaultPassword,
    proof,
    secondRun: { changed: 0 },
  };
}

function numbered(name: string, count: number): string[] {
  return Array.from({ length: count }, (_, index) => `${name}${String(index + 1).padStart(2, '0')}`);
}
