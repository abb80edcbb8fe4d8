import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Configuration } from '../config/load-configuration.js';
import type { Dialect } from './run-options.js';

const systemInventory = '/etc/ansible/hosts';

/** The inventories to use without `-i`: what the configuration says, else `inventory` here (Ansible looks for none), else the system's. */
export function defaultInventory(
  configuration: Configuration,
  { directory, dialect }: { readonly directory: string; readonly dialect?: Dialect | undefined },
): readonly string[] {
  if (configuration.inventory.length > 0) return configuration.inventory;
  const local = join(directory, 'inventory');
  if (dialect !== 'ansible' && existsSync(local)) return [local];
  return existsSync(systemInventory) ? [systemInventory] : [];
}
