import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { ProvisionError } from '../base/errors.js';
import type { Configuration } from '../config/load-configuration.js';
import type { CliEnvironment } from './environment.js';
import type { RunOptions } from './run-options.js';

/** The playbooks to run: those named, else `provision.yaml`, else `playbooks/provision.yaml`. Throws E0003 when there is none. */
export function findPlaybooks(named: readonly string[], { directory }: CliEnvironment): string[] {
  const wanted = named.length > 0 ? named : [defaultPlaybook(directory)];
  const paths = wanted.map((name) => resolve(directory, name));
  const missing = paths.find((path) => !existsSync(path));
  if (missing === undefined) return paths;
  throw new ProvisionError('E0003', `there is no playbook ${missing}`, {
    hint: 'name a playbook, or run provision where provision.yaml or playbooks/provision.yaml is',
  });
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
