import { cp, mkdir, rm, writeFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { keyFile } from '../lab/paths.js';

/** Everything that measuring needs and keeps: other tools, and the directory that runs happen in. */
export const benchDirectory = join(homedir(), '.cache', 'provision-bench');

/** Lines of the file that the play copies: about 100 KB. */
const bigLines = 1500;

/** A host as runs reach it. */
export interface Target {
  readonly name: string;
  readonly address: string;
  /** The port of sshd, where it is another one. */
  readonly port?: number;
}

/** Where the play lies, with an inventory of the hosts. */
export interface Site {
  readonly directory: string;
  readonly inventory: string;
  readonly hosts: readonly Target[];
}

/** Writes the play and its inventory anew. */
export async function writeSite(hosts: readonly Target[]): Promise<Site> {
  const directory = join(benchDirectory, 'site');
  await rm(directory, { recursive: true, force: true });
  await cp(join(import.meta.dirname, 'play'), directory, { recursive: true });
  await mkdir(join(directory, 'files'));
  await writeFile(join(directory, 'files', 'big.txt'), bigText());
  return siteFor(directory, 'hosts.ini', hosts);
}

/** The play with another inventory. */
export async function siteFor(directory: string, name: string, hosts: readonly Target[]): Promise<Site> {
  const inventory = join(directory, name);
  const lines = hosts.map(
    ({ name: host, address, port }) =>
      `${host} ansible_host=${address}${port === undefined ? '' : ` ansible_port=${port}`}`,
  );
  const variables = ['[all:vars]', 'ansible_user=root', `ansible_ssh_private_key_file=${keyFile}`];
  await writeFile(inventory, ['[observer]', ...lines, ...variables, ''].join('\n'));
  return { directory, inventory, hosts };
}

function bigText(): string {
  return Array.from({ length: bigLines }, (_, index) => `line ${index} ${'x'.repeat(60)}\n`).join('');
}
