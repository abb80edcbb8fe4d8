import { existsSync, statSync } from 'node:fs';
import { resolve } from 'node:path';
import { ProvisionError } from '../base/errors.js';
import type { Configuration } from '../config/load-configuration.js';
import { findCollectionPlaybook } from '../playbook/collection-playbooks.js';
import type { CollectionSource } from '../playbook/collections.js';
import { nearOnDisk } from './near-on-disk.js';
import type { CliEnvironment } from './environment.js';
import type { RunOptions } from './run-options.js';

/** A playbook to run: its path, and how it is called on the screen. */
export interface NamedPlaybook {
  readonly name: string;
  readonly path: string;
}

/**
 * The playbooks to run: those named, by path or as `namespace.collection.playbook`; else `provision.yaml`, else
 * `playbooks/provision.yaml`. Throws E0003 when there is none.
 */
export function findPlaybooks(named: readonly string[], source: CollectionSource): NamedPlaybook[] {
  const { directory } = source;
  const wanted = named.length > 0 ? named : [defaultPlaybook(directory)];
  return wanted.map((name) => {
    const inCollection = findCollectionPlaybook(name, source);
    if (inCollection !== undefined) return { name: inCollection, path: inCollection };
    const path = resolve(directory, name);
    checkFile(name, path);
    return { name, path };
  });
}

function checkFile(name: string, path: string): void {
  if (!existsSync(path))
    throw new ProvisionError('E0003', `the playbook: ${name} could not be found`, { hint: nearOnDisk(path) });
  const found = statSync(path);
  if (!found.isFile() && !found.isFIFO())
    throw new ProvisionError('E0003', `the playbook: ${name} does not appear to be a file`);
}

function defaultPlaybook(directory: string): string {
  const candidates = ['provision.yaml', 'provision.yml', 'playbooks/provision.yaml', 'playbooks/provision.yml'];
  const found = candidates.find((name) => existsSync(resolve(directory, name)));
  if (found !== undefined) return found;
  throw new ProvisionError(
    'E0003',
    'no playbook named, and there is no provision.yaml or playbooks/provision.yaml here',
    { hint: 'name one: provision site.yml' },
  );
}

/** The key to log in with: `--private-key`, the configuration's, else `client.pem` in the working directory. */
export function findPrivateKey(
  options: RunOptions,
  configuration: Configuration,
  { directory }: CliEnvironment,
): string | undefined {
  if (options.privateKey !== undefined) return resolve(directory, options.privateKey);
  if (configuration.privateKeyFile !== undefined) return configuration.privateKeyFile;
  if (options.dialect === 'ansible') return undefined;
  const client = resolve(directory, 'client.pem');
  return existsSync(client) ? client : undefined;
}
