import { randomBytes } from 'node:crypto';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { stringify } from 'yaml';
import { hostsFile, type SiteHost } from '../../demo/inventory.js';
import { projectDirectory, provisionProgram } from '../../demo/provision.js';
import { registryAddress } from '../../lab/registry.js';
import { run } from '../../lab/run.js';

/** What the site of the tests is made from. */
export interface SitePlan {
  readonly directory: string;
  readonly observers: readonly SiteHost[];
  readonly slaves: readonly SiteHost[];
  readonly images: Readonly<Record<string, string>>;
  readonly key: string;
  /** Lines of a known_hosts file. */
  readonly hostKeys: string;
  /** Where alerts go. */
  readonly webhook: string;
}

export const scrapeInterval = 5;

/** The vault's values: each is searched for on the hosts afterwards, so each is unlike anything else. */
export const secrets = {
  admin: canary('admin'),
  observer_service_password: canary('service'),
  observer_password_salt: canary('salt'),
  telegraf_scrape_password: canary('scrape'),
  object_store_access_key: canary('access'),
  object_store_secret_key: canary('secret'),
  object_store_root_access_key: canary('rootaccess'),
  object_store_root_secret_key: canary('rootsecret'),
} as const;

export const vaultPassword = canary('vault');

/** Writes inventory and settings, and the encrypted vault; returns the inventory's path. */
export async function writeSite(plan: SitePlan): Promise<string> {
  const inventory = join(plan.directory, 'inventory');
  await mkdir(join(inventory, 'group_vars'), { recursive: true });
  const files = { vault: join(plan.directory, 'vault.yml'), knownHosts: join(plan.directory, 'known_hosts') };
  await writeFile(files.knownHosts, plan.hostKeys);
  await writeFile(join(inventory, 'hosts.yml'), hostsFile({ ...plan, ...files }));
  await writeFile(join(inventory, 'group_vars', 'all.yml'), stringify(settings({ ...plan, ...files })));
  await writeVault(files.vault);
  return inventory;
}

function settings({ images, key, webhook, vault, knownHosts }: SitePlan & { vault: string; knownHosts: string }) {
  return {
    ansible_user: 'deploy',
    ansible_become: true,
    ansible_ssh_private_key_file: key,
    ansible_ssh_common_args: `-o UserKnownHostsFile=${knownHosts}`,
    observer_cluster: 'lab',
    observer_vault_file: vault,
    observer_images: images,
    observer_docker_insecure_registries: [registryAddress],
    // Everything that takes hours in production takes a minute here.
    provision_lab: true,
    prometheus_block_duration: '1m',
    prometheus_extra_args: ['--storage.tsdb.block-reload-interval=5s'],
    prometheus_storage_retention: '1440h',
    prometheus_scrape_interval: `${scrapeInterval}s`,
    prometheus_scrape_timeout: '4s',
    prometheus_evaluation_interval: '5s',
    thanos_rule_block_duration: '1m',
    thanos_rule_evaluation_interval: '5s',
    thanos_store_sync_interval: '10s',
    telegraf_interval: `${scrapeInterval}s`,
    telegraf_expiration_interval: '30s',
    alertmanager_route: { receiver: 'test', group_by: ['alertname'], group_wait: '2s', group_interval: '5s' },
    alertmanager_receivers: [{ name: 'test', webhook_configs: [{ url: webhook, send_resolved: true }] }],
  };
}

async function writeVault(file: string): Promise<void> {
  const { admin, ...rest } = secrets;
  await run(process.execPath, [provisionProgram, 'vault', 'encrypt', '--output', file, '-'], {
    cwd: projectDirectory,
    input: stringify({ observer_basic_auth_users: { admin }, ...rest }),
    env: { VAULT_PASSWORD: vaultPassword },
  });
}

function canary(name: string): string {
  return `canary${name}${randomBytes(8).toString('hex')}`;
}
